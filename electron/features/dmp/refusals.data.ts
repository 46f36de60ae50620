/**
 * What the codes of the DMP and of XDS mean for a doctor, and what to do. The complete table of the integration guide was not available: a code that is not
 * here is shown as it came. `passing`: not received, and worth trying again alone.
 */
export interface RefusalText {
  readonly explication: string;
  readonly conseil: string;
  readonly passing?: true;
}

const REGENERATE =
  'Régénérez le document depuis le dossier puis partagez-le de nouveau. Si le refus persiste, transmettez ce code à l’assistance.';
const LATER = 'Rien à faire : l’envoi sera repris automatiquement.';
const SUPPORT = 'Transmettez ce code à l’assistance avec la trace de l’échange.';

export const REFUSALS: Readonly<Record<string, RefusalText>> = {
  DMPFound: {
    explication: 'Ce patient a déjà un DMP ouvert.',
    conseil: 'Vérifiez de nouveau l’état du DMP depuis le dossier.',
  },
  DMPNotFound: {
    explication: 'Ce patient n’a pas de DMP.',
    conseil: 'Le DMP s’ouvre avec Mon espace santé, par le patient. Transmettez le document par MSSanté.',
  },
  DMPClosed: {
    explication: 'Le DMP de ce patient est fermé : aucun document ne peut y être déposé.',
    conseil:
      'Parlez-en avec le patient, qui peut le rouvrir depuis Mon espace santé. Transmettez le document par MSSanté.',
  },
  DMPAccessDeniedByRightsService: {
    explication:
      'Le DMP refuse cette action : vos droits sur ce dossier ne la permettent pas (accès bloqué, opposition du patient, ou profession).',
    conseil: 'Vérifiez votre autorisation depuis le dossier et voyez avec le patient. Rien n’a été déposé ni lu.',
  },
  DMPInvalidCertificate: {
    explication: 'Le DMP n’accepte pas le certificat qui a signé.',
    conseil: 'Vérifiez la date de validité de la carte. Retirez-la, insérez-la de nouveau, puis relancez.',
  },
  DMPInvalidVIHF: {
    explication:
      'Le DMP n’accepte pas la façon dont vous êtes identifié (profession, spécialité, structure ou secteur).',
    conseil: 'Vérifiez dans les réglages que la structure et le secteur sont ceux de la carte, puis relancez.',
  },
  DMPInvalidData: { explication: 'Le DMP juge la demande incorrecte.', conseil: REGENERATE },
  DMPInternalError: { explication: 'Le DMP a rencontré une panne.', conseil: LATER, passing: true },
  DMPPatientAccessAlreadyExists: { explication: 'Le patient a déjà un accès.', conseil: 'Rien à faire.' },
  DMPPatientAccessOTPAlreadyExists: {
    explication: 'Ce canal est déjà enregistré pour le patient.',
    conseil: 'Rien à faire.',
  },
  DMPIdentityCertificationFailure: {
    explication: 'L’identité du patient n’a pas pu être certifiée.',
    conseil: 'Vérifiez l’identité du patient.',
  },

  XDSUnknownPatientId: {
    explication: 'Le DMP ne connaît pas l’INS de ce patient.',
    conseil: 'Interrogez de nouveau le téléservice INSi et vérifiez l’identité, puis relancez.',
  },
  XDSPatientIdDoesNotMatch: {
    explication: 'L’INS du lot et celle du document ne sont pas les mêmes.',
    conseil: 'Rien n’a été déposé. Vérifiez qu’il s’agit du bon dossier, puis régénérez le document.',
  },
  XDSDuplicateUniqueIdInRegistry: {
    explication: 'Un document de même identifiant est déjà dans le DMP, déposé par un autre envoi.',
    conseil: 'Vérifiez dans « Envois » s’il a déjà été partagé. Pour une nouvelle version, remplacez-le.',
  },
  XDSDuplicateUniqueIdInMessage: {
    explication: 'Le même identifiant figure deux fois dans le lot.',
    conseil: REGENERATE,
  },
  XDSNonIdenticalHash: {
    explication: 'Le DMP a déjà un document de même identifiant et de contenu différent.',
    conseil: REGENERATE,
  },
  XDSReplaceFailed: {
    explication: 'La version à remplacer n’est plus la dernière du DMP, ou n’a pas été déposée par vous.',
    conseil: 'Vérifiez dans « Envois » la dernière version déposée, puis partagez de nouveau le document.',
  },
  XDSRegistryMetadataError: { explication: 'Le DMP juge incorrecte la description du document.', conseil: REGENERATE },
  XDSRepositoryMetadataError: {
    explication: 'Le DMP juge incorrecte la description du document.',
    conseil: REGENERATE,
  },
  XDSMissingDocument: { explication: 'Le document manque dans le lot reçu par le DMP.', conseil: REGENERATE },
  XDSMissingDocumentMetadata: { explication: 'La description d’un document manque dans le lot.', conseil: REGENERATE },
  XDSDocumentUniqueIdError: {
    explication: 'Le DMP ne connaît pas ce document, ou vous ne pouvez pas y accéder.',
    conseil: 'Vérifiez votre autorisation, puis interrogez de nouveau le DMP.',
  },
  XDSUnknownRepositoryId: { explication: 'L’entrepôt de documents désigné n’existe pas.', conseil: SUPPORT },
  XDSUnknownStoredQuery: { explication: 'Le DMP ne connaît pas cette recherche.', conseil: SUPPORT },
  XDSStoredQueryMissingParam: { explication: 'La recherche est incomplète.', conseil: SUPPORT },
  XDSStoredQueryParamNumber: { explication: 'La recherche est incorrecte.', conseil: SUPPORT },
  XDSTooManyResults: {
    explication: 'La recherche donne trop de résultats.',
    conseil: 'Limitez-la à une période ou à un type de document.',
  },
  XDSRegistryError: {
    explication: 'L’index du DMP a rencontré une erreur.',
    conseil: `Relancez dans quelques minutes. ${SUPPORT}`,
  },
  XDSRepositoryError: {
    explication: 'L’entrepôt du DMP a rencontré une erreur.',
    conseil: `Relancez dans quelques minutes. ${SUPPORT}`,
  },
  XDSRegistryBusy: { explication: 'Le DMP est momentanément saturé.', conseil: LATER, passing: true },
  XDSRepositoryBusy: { explication: 'Le DMP est momentanément saturé.', conseil: LATER, passing: true },
  XDSRegistryNotAvailable: {
    explication: 'L’index du DMP est momentanément indisponible.',
    conseil: LATER,
    passing: true,
  },
  XDSMetadataUpdateError: { explication: 'Le DMP refuse cette modification du document.', conseil: SUPPORT },
  XDSMetadataVersionError: {
    explication: 'Le document a changé entre-temps dans le DMP.',
    conseil: 'Interrogez de nouveau le DMP puis recommencez.',
  },
  XDSMetadataIdentifierError: { explication: 'Le DMP ne reconnaît pas l’identifiant du document.', conseil: SUPPORT },
};
