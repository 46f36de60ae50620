import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../../fixtures/sandbox/start.ts';
import type { MailAccess } from '../../network/mail-server.ts';
import { submitMail } from '../../network/smtp.ts';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';

const CASES = [
  { identity: undefined, outcome: { kind: 'refuse', stage: 'message' } },
  { identity: 'wrong-name-server', outcome: { kind: 'certificat-refuse', problem: 'nom' } },
  { identity: 'foreign-server', outcome: { kind: 'certificat-refuse', problem: 'autorite' } },
  { identity: 'expired-server', outcome: { kind: 'certificat-refuse', problem: 'expire' } },
  { identity: 'revoked-server', outcome: { kind: 'certificat-refuse', problem: 'revoque' } },
] as const;

// The operator keeps its mailboxes in Dovecot, a package of the system that the set-up installs.
describe.skipIf(!dovecotIsThere)(
  'the operator’s certificate, with the revocation lists of its whole chain',
  { timeout: 60_000 },
  () => {
    for (const { identity, outcome } of CASES) {
      test(`${identity ?? 'the right one'}: ${JSON.stringify(outcome)}`, async () => {
        const sandbox = await startSandbox({
          portBase: 0,
          ...(identity === undefined ? {} : { mssanteIdentity: identity }),
        });
        try {
          const mail = sandbox.mssante;
          if (mail === null) throw new Error('no operator');
          const [from = ''] = mail.doctors;
          const access: MailAccess = {
            server: mail.smtp,
            trust: {
              roots: [readFileSync(mail.roots, 'utf8')],
              // OpenSSL looks for the list of a stranger's authority before it looks at the authority: that case goes without lists.
              revocationLists:
                identity === 'foreign-server'
                  ? []
                  : [readFileSync(mail.crl, 'utf8'), readFileSync(mail.rootCrl, 'utf8')],
            },
            authentication: { kind: 'mot-de-passe', user: from, password: mail.password },
          };
          // Not a message: the right certificate lets it reach the operator's judge, the others stop before any credential.
          const raw = new TextEncoder().encode('Subject: essai\r\n\r\nessai\r\n');
          expect(
            await submitMail(access, { from, to: [mail.colleagues[0] ?? ''], identifier: null }, raw),
          ).toMatchObject(outcome);
        } finally {
          await sandbox.stop();
        }
      });
    }
  },
);
