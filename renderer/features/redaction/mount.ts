import { createElement, lazy } from 'react';
import { TYPES_REDIGES, type TypeRedige } from '../../../shared/domain/document-types/index.ts';
import type { FeatureMount, RecordProps } from '../../app/features.ts';

/** One view for some types; with several, the view starts by the choice of one. */
const editorOf = (place: (type: TypeRedige) => boolean) =>
  lazy(async () => {
    const { WritingView } = await import('./WritingView.tsx');
    const types = TYPES_REDIGES.filter(place);
    return { default: ({ patientId }: RecordProps) => createElement(WritingView, { patientId, types }) };
  });
const only = (id: string) => editorOf((type) => type.id === id);

/** [37] What a doctor writes, under « Saisir un document ». */
export const redactionMount: FeatureMount = {
  recordViews: [
    { id: 'ecrire-consultation', titre: 'CR de consultation', place: 'saisir', Component: only('consultation') },
    {
      id: 'ecrire-ordonnance',
      titre: 'Prescription médicaments',
      place: 'saisir',
      raccourci: 'Alt+P',
      Component: only('ordonnance'),
    },
    {
      id: 'ecrire-autres',
      titre: 'Autres prescriptions',
      place: 'saisir',
      Component: editorOf((type) => type.place === 'autres'),
    },
    { id: 'ecrire-rcp', titre: 'Fiche RCP', place: 'saisir', Component: only('fiche-rcp') },
    {
      id: 'ecrire-courrier',
      titre: 'Courrier',
      place: 'saisir',
      raccourci: 'Alt+L',
      Component: editorOf((type) => type.place === 'courrier'),
    },
    {
      id: 'ecrire-certificat',
      titre: 'Certificat, attestation',
      place: 'saisir',
      Component: editorOf((type) => type.place === 'certificat'),
    },
    {
      id: 'ecrire-formulaire',
      titre: 'Formulaires (EHPAD, ALD, MDPH)',
      place: 'saisir',
      Component: editorOf((type) => type.place === 'formulaire'),
    },
  ],
};
