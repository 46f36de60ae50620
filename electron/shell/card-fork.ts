import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { CardChannel, FromProcess } from '../card/index.ts';

/**
 * Starts the card process under Electron. Only after `ready`: before it, Electron 33 crashes. `built`: folder of the built processes.
 */
export function forkCardUtility(built: string): CardChannel {
  const child = utilityProcess.fork(join(built, 'card-process.cjs'), [], {
    serviceName: 'Hygie : carte',
    stdio: 'ignore',
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromProcess) => listener(message)),
    onExit: (listener) =>
      void child.once('exit', (code) => {
        process.stderr.write(`hygie card process ended (${code})\n`);
        listener();
      }),
    // Not `child.kill()`, which asks politely: a module that hangs in a reader's driver would not hear it.
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
