import { fork } from 'node:child_process';
import type { CardChannel, FromProcess } from './protocol.ts';

/** Starts the card process under plain Node (command line, tests). `entry`: card-process.ts, or its built form. */
export function forkCardProcess(entry: string, environment: NodeJS.ProcessEnv = process.env): CardChannel {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: environment,
  });
  return {
    // A message to a process that just died is not an error: its end is told by onExit.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromProcess)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
