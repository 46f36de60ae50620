import type { CardAnswer, CardRequest, FromProcess, Observation, ToProcess } from './protocol.ts';
import { CardGoneError, Token } from './token.ts';

/**
 * Entry of the process that owns the card, forked by `child_process` or by Electron's `utilityProcess`. It may be killed at any time: the login
 * is lost with it and nothing else. It prints nothing, ever.
 */
interface ParentPort {
  postMessage(message: FromProcess): void;
  on(event: 'message', listener: (event: { data: ToProcess }) => void): void;
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;

function post(message: FromProcess): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

let token: Token | null = null;
let last = '';
let timer: NodeJS.Timeout | null = null;

function signature(observation: Observation): string {
  return observation.state === 'card' ? `${observation.card.insertion} ${observation.card.tries}` : observation.state;
}

function look(force: boolean): void {
  const observation: Observation = token === null ? { state: 'no-module' } : token.observe();
  const now = signature(observation);
  if (now === last && !force) return;
  last = now;
  post({ observation });
}

function start(modulePath: string, pollMilliseconds: number): CardAnswer {
  const former = token;
  token = null;
  try {
    former?.close();
  } catch {
    // A module that cannot end properly does not keep the next one from starting.
  }
  try {
    token = new Token(modulePath);
  } catch {
    // Said by the observation « no module ».
  }
  if (timer !== null) clearInterval(timer);
  timer = setInterval(() => look(false), pollMilliseconds);
  look(true);
  return { kind: 'done' };
}

function answer(request: CardRequest): CardAnswer {
  if (request.call === 'start') return start(request.modulePath, request.pollMilliseconds);
  if (token === null) return { kind: 'gone' };
  // Each call looks first: a card swapped since the last poll must not answer for the one that left.
  look(false);
  switch (request.call) {
    case 'login': {
      const outcome = token.login(request);
      look(false);
      return { kind: 'login', ...outcome };
    }
    case 'logout':
      token.logout();
      return { kind: 'done' };
    case 'sign':
      return { kind: 'bytes', bytes: token.sign(request.key, request.hash, request.data, request.insertion) };
    case 'activities':
      return { kind: 'list', list: token.activities() };
  }
}

function receive({ id, request }: ToProcess): void {
  let reply: CardAnswer;
  try {
    reply = answer(request);
  } catch (error) {
    if (error instanceof CardGoneError) {
      look(false);
      reply = { kind: 'gone' };
    } else {
      reply = { kind: 'failed', code: error instanceof Error ? error.message.slice(0, 60) : 'unknown' };
    }
  } finally {
    if (request.call === 'login') request.pin.fill(0);
  }
  post({ id, answer: reply });
}

if (parentPort) parentPort.on('message', (event) => receive(event.data));
else process.on('message', receive);
process.on('disconnect', () => process.exit(0));
