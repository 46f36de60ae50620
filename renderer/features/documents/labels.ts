import type { DocumentLine } from '../../../shared/contract/dossier.ts';

export const ORIGINES: Readonly<Record<DocumentLine['origine'], string>> = {
  local: 'Cabinet',
  dmp: 'DMP',
  messagerie: 'Messagerie',
};

const ROADS: Readonly<Record<NonNullable<DocumentLine['voie']>, string>> = {
  mssante: 'MSSanté',
  hprim: 'HPRIM',
  'hprim-net': 'HPRIM Net',
  apicrypt: 'Apicrypt',
  bioserveur: 'Bioserveur',
  sftp: 'Hôpital',
  dossier: 'Dossier',
  depot: 'Déposé',
  dmp: 'DMP',
};

/** [36] Local, DMP or received; of what is received, the road it came by, or all of them [182]. */
export function originOf(line: Pick<DocumentLine, 'origine' | 'voie' | 'provenances'>): string {
  if (line.provenances.length > 1) return line.provenances.join(' · ');
  return line.voie === null ? ORIGINES[line.origine] : ROADS[line.voie];
}

/** State of the sending, in words. */
export const ENVOIS: Readonly<Record<DocumentLine['envoi'], string>> = {
  du: 'À envoyer',
  'en-cours': 'En cours',
  envoye: 'Envoyé',
  refuse: 'Refusé',
  'issue-inconnue': 'Issue inconnue',
  ecarte: 'Écarté',
  'sans-objet': 'Sans objet',
};
