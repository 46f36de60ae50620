/**
 * Class of each type of document (XDS classCode from typeCode).
 * Source: ANS, « ASS_X04-CorrespondanceType-Classe » for the pairs that the older edition of the table or official messages show; the pairs of `INFERRED` are
 * deduced from the labels of JDV_J07 and JDV_J57 (choix, à vérifier sur l’édition courante de la table).
 */
export const CLASS_LABELS: Readonly<Record<string, string>> = {
  '10': 'Compte rendu',
  '11': 'Synthèse',
  '31': 'Imagerie médicale',
  '42': 'Prescription',
  '43': 'Dispensation',
  '44': 'Plan de soins, protocole de soins',
  '45': 'Traitement administré',
  '52': 'Certificat, déclaration',
  '60': 'Données de remboursement',
  '90': 'Document déposé par le patient',
  '95': 'Document de gestion',
};

const TABLE: Readonly<Record<string, string>> = {
  '10': '11488-4 11490-0 11506-3 15507-7 11502-2 11505-5 34874-8 34794-8 47420-5 34749-2 15508-5',
  '11': '34133-9 SYNTH',
  '31': '52040-3',
  '43': 'DISP_AUT',
  '44': '18776-5 PROT_ALD',
  '52': 'CERT_DECL 55751-2',
};

const INFERRED: Readonly<Record<string, string>> = {
  '10': '34112-3 96349-6 18761-7 85208-7 77436-4 74207-2 70004-7 34875-5 60568-3 51969-4 75482-0 75492-9 78513-9 96173-0 28617-9 29274-8 34120-6 59283-2 67851-6 89233-1',
  '11': '60591-5 87273-9 11369-6 68599-0',
  '31': '18748-4 IMG-KOS',
  '42': '57833-6 57832-8 57828-6 PRESC-BIO PRESC-KINE PRESC-INF PRESC-PEDI PRESC-ORTHOPHO PRESC-ORTHOPTIE PRESC-AAT 55115-0 75496-0',
  '43': '60593-1',
  '44': '77604-7 80771-9 80788-3 83869-8',
  '45': '80565-5',
  '52': '89601-9 86531-1',
  '60': 'REMB',
  '90': 'EXPPAT_1 EXPPAT_2 EXPPAT_3 DOCPAT01 DOCPAT02 DOCPAT03 DOCPAT04 DOCPAT05 DOCPAT06 DOCPAT07 DOCPAT08 DOCPAT09',
  '95': 'FEUILLE-DE-STYLE FICHE-CONTACTS',
};

/** Class code by type code. */
export const CLASS_OF_TYPE: ReadonlyMap<string, string> = new Map(
  [TABLE, INFERRED].flatMap((table) =>
    Object.entries(table).flatMap(([classCode, types]) => types.split(' ').map((type) => [type, classCode] as const)),
  ),
);
