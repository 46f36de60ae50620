import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Identity } from './authority.ts';

/** What the script answers to one command line: a reply, or null to cut the connection. `DATA-END` stands for the final dot, `DATA-START` for the first byte. */
export type Script = (line: string, secure: boolean) => string | null;

/** A submission server that answers what the test says: for the cuts and answers that no well-behaved server gives. */
export class ScriptedSmtp {
  readonly received: string[] = [];
  message = '';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(script: Script, identity: Identity | null) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.write('220 script\r\n');
      this.#converse(socket, script, identity, false);
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #converse(socket: Socket, script: Script, identity: Identity | null, secure: boolean): void {
    let pending = '';
    let inData = false;
    const answer = (key: string): boolean => {
      const reply = script(key, secure);
      if (reply === null) {
        socket.destroy();
        return false;
      }
      if (reply !== '') socket.write(`${reply}\r\n`);
      return true;
    };
    const onData = (chunk: Buffer): void => {
      pending += chunk.toString('latin1');
      for (;;) {
        if (inData) {
          if (!answer('DATA-START')) return;
          const end = pending.indexOf('\r\n.\r\n');
          if (end < 0) return;
          this.message = pending.slice(0, end + 2);
          pending = pending.slice(end + 5);
          inData = false;
          if (!answer('DATA-END')) return;
        }
        const eol = pending.indexOf('\r\n');
        if (eol < 0) return;
        const line = pending.slice(0, eol);
        pending = pending.slice(eol + 2);
        this.received.push(line);
        if (!answer(line)) return;
        if (line === 'DATA') inData = true;
        if (line === 'STARTTLS' && identity !== null) {
          socket.off('data', onData);
          const secured = new TLSSocket(socket, {
            isServer: true,
            secureContext: createSecureContext({ cert: identity.certificate, key: identity.key }),
          });
          secured.on('error', () => socket.destroy());
          this.#converse(secured, script, identity, true);
          return;
        }
      }
    };
    socket.on('data', onData);
  }
}
