import type { ReglagesPsc } from '../../../shared/contract/psc.ts';
import { PSC_DOMAINE, PSC_NIVEAU, PSC_PORTEE } from '../../../shared/domain/pro-sante-connect.ts';
import type { OpenidProvider } from '../../network/openid/openid-client.ts';
import { mayBeAsked } from '../../network/openid/provider-fetch.ts';

/** What is wrong in the settings, as a French sentence; null when nothing is. `test`: the bac à sable may be on this machine without TLS. */
export function pscProblem({ emetteur, metadonnees, port }: ReglagesPsc, test: boolean): string | null {
  for (const address of [emetteur, metadonnees])
    if (!URL.canParse(address) || !mayBeAsked(new URL(address), test))
      return 'Les adresses de Pro Santé Connect commencent par https:// : rien n’a été enregistré.';
  if (port !== 0 && port < 1024) return 'Le port de retour est 0 (au choix du système), ou un nombre de 1024 à 65535.';
  return null;
}

/** The provider as the settings say; null when the client has no identifier yet, or an address is not permitted. */
export function providerOf(settings: ReglagesPsc, secret: string | null, test: boolean): OpenidProvider | null {
  if (settings.clientId === '' || pscProblem(settings, test) !== null) return null;
  return {
    issuer: settings.emetteur,
    metadata: settings.metadonnees,
    clientId: settings.clientId,
    clientSecret: secret,
    scope: PSC_PORTEE,
    acr: PSC_NIVEAU,
    redirectPort: settings.port,
    domain: PSC_DOMAINE,
    transport: { roots: [], loopback: test },
  };
}
