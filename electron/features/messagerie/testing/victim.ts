import { text } from 'node:stream/consumers';
import { openRecord } from '../../../record/index.ts';
import { DOCTOR } from '../../../record/testing.ts';
import { accountOf, openHouse } from './mail-house.ts';

/** A process that synchronises a mailbox until somebody kills it. Says a line at each change. */
const order = JSON.parse(await text(process.stdin)) as {
  directory: string;
  key: string;
  workerPath: string;
  port: number;
  root: string;
};
const store = await openRecord({
  directory: order.directory,
  key: Buffer.from(order.key, 'hex'),
  workerPath: order.workerPath,
  actor: DOCTOR,
});
const house = openHouse(
  store,
  DOCTOR,
  () => Promise.resolve(accountOf({ port: order.port, root: order.root }, DOCTOR)),
  { changed: () => process.stdout.write('x\n') },
);
house.mailbox.start();
setInterval(() => undefined, 1000);
