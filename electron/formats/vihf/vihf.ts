import type { Ins } from '../../../shared/domain/ins.ts';

export type AuthenticationMode = 'direct' | 'indirect';
export type PurposeOfUse = 'normal' | 'bris_de_glace' | 'centre_15';

/** What the assertion says of who calls, for whom, about whom and with what (CI-SIS, Authentification et habilitation, VIHF 3.0). */
export interface VihfContent {
  /** NCName, new for each call. */
  readonly id: string;
  readonly version: string;
  readonly mode: AuthenticationMode;
  /** DER; its subject is the Issuer: the card's certificate, or the organisation's that signs. */
  readonly issuer: Uint8Array;
  readonly professional: {
    readonly idNat: string;
    readonly nom: string;
    readonly prenom: string;
    /** TRE_G15, 10 for a doctor. */
    readonly profession: string;
    /** TRE_R38; required for doctors and pharmacists. */
    readonly specialite: string | null;
  };
  /** Both of the same practice of the card. */
  readonly structure: { readonly idNat: string; readonly secteur: string };
  readonly patient: Ins;
  readonly purpose: PurposeOfUse;
  /** Required with `bris_de_glace`. */
  readonly reason: string | null;
  /** When the doctor logged in here, and how (a SAML authentication context that tells the truth). */
  readonly authenticatedAt: Date;
  readonly authenticationContext: string;
  readonly issuedAt: Date;
  readonly software: LpsIdentity;
}

/** The software as the DMP knows it. */
export interface LpsIdentity {
  readonly nom: string;
  readonly version: string;
  /** Identifier of this installation. */
  readonly id: string;
  /** Approval number (CNDA). */
  readonly homologation: string;
}

export const SMARTCARD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';
