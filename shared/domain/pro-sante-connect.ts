/**
 * What is published of Pro Santé Connect (PSC), read on 23/11/2026; the pages bear no date of their own.
 * - ANS, « Documentation technique » (industriels.esante.gouv.fr/produits-et-services/pro-sante-connect/documentation-technique): OpenID Connect
 *   1.0 over OAuth 2.0, TLS 1.2; access is asked for from the ANS, test environment first; scopes « openid scope_all », acr_values « eidas1 ».
 * - ANS, module Apache of its demonstrators (ansforge, PSC-POC) and LemonLDAP::NG, « Pro Santé Connect »: addresses below, client identifier and
 *   secret, metadata at « wallet-openid-configuration » and not at the usual place, PKCE S256.
 * - ANS, FAQ « Espace de confiance Pro Santé Connect » (industriels.esante.gouv.fr/faq): a software of the practice reaches the national services
 *   through a « Proxy e-Santé », which holds the client's secret, speaks CIBA and mutual TLS, and is « obligatoire »; both are « habilités ».
 * - ANS, « L'introspection » (industriels.esante.gouv.fr/en/node/1164): a client proves itself by HTTP Basic; SubjectNameID is the person's national id.
 * - DevBox-Santé, « Authentifications » (doc.devbox-sante.fr/ms-sante/authentifications): an MSSanté operator takes the access token of PSC,
 *   which lives four to five minutes.
 * Not settled by them, hence settings with a default (choix, à vérifier auprès de l'ANS): whether PSC registers a loopback address with any port
 * for a program of the practice; whether it takes such a program directly or through a proxy that shows the same interface; the lifetimes.
 */
export const PSC_PORTEE = 'openid scope_all';
export const PSC_NIVEAU = 'eidas1';

const METADATA = '/.well-known/wallet-openid-configuration';

/** Issuers that the ANS publishes, by what they are for. */
export const PSC_EMETTEURS = {
  production: 'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet',
  integration: 'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet',
} as const;

/** Domain whose hosts share the work of the published issuers: tokens on `auth.`, the login page on `wallet.`. */
export const PSC_DOMAINE = 'esante.gouv.fr';

/** Where an issuer of PSC publishes its metadata. */
export const metadonneesDe = (emetteur: string): string => `${emetteur.replace(/\/+$/, '')}${METADATA}`;
