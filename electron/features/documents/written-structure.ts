import { z } from 'zod';
import type { DocumentVue } from '../../../shared/domain/document-view.ts';

const Complement = z.object({
  structure: z.object({ modele: z.string(), manques: z.array(z.string()) }),
});

/** Says with the metadata why a document written here, whose type has a model, left as a PDF alone. Any other document is given back as it is. */
export function withStructure(vue: DocumentVue, complementJson: string | null): DocumentVue {
  const said = Complement.safeParse(JSON.parse(complementJson ?? 'null')).data?.structure;
  if (said === undefined || said.manques.length === 0) return vue;
  const ligne = { libelle: 'Non structuré', valeur: `Il manquait pour ${said.modele} : ${said.manques.join(' ; ')}` };
  const [first, ...others] = vue.metadonnees;
  if (first === undefined) return vue;
  const at = first.lignes.findIndex(({ libelle }) => libelle === 'Structuration') + 1;
  return {
    ...vue,
    metadonnees: [{ ...first, lignes: first.lignes.toSpliced(at || first.lignes.length, 0, ligne) }, ...others],
  };
}
