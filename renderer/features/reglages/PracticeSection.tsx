import { useState } from 'react';
import type { Reglages } from '../../../shared/contract/reglages.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { Fact, TextField } from './Fields.tsx';
import { FormSection, Section } from './Section.tsx';

/** The practice as documents name it. Its identifier comes from the card. */
export function PracticeSection({ reglages }: { readonly reglages: Reglages }) {
  const [structure, setStructure] = useState(reglages.structure);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<typeof structure>) => setStructure((before) => ({ ...before, ...part }));
  return (
    <FormSection
      titre="Cabinet"
      problem={problem}
      onProblem={setProblem}
      changes={() =>
        structure.nom.trim() === ''
          ? 'Le nom du cabinet est vide.'
          : { structure: { ...structure, adresse: structure.adresse.filter((line) => line.trim() !== '') } }
      }
    >
      <TextField label="Nom" value={structure.nom} onChange={(nom) => change({ nom })} />
      <Fact label="Identifiant national">{structure.idNat}</Fact>
      <TextField
        label="Adresse"
        value={structure.adresse.join(', ')}
        onChange={(text) => change({ adresse: text.split(', ') })}
        max={200}
      />
      <TextField
        label="Code postal"
        value={structure.codePostal}
        onChange={(codePostal) => change({ codePostal })}
        max={10}
      />
      <TextField label="Commune" value={structure.commune} onChange={(commune) => change({ commune })} />
      <TextField
        label="Téléphone"
        value={structure.telephone}
        onChange={(telephone) => change({ telephone })}
        max={30}
      />
    </FormSection>
  );
}

/** The doctors who opened this base, as their cards named them. */
export function DoctorsSection({ medecins }: Pick<Reglages, 'medecins'>) {
  return (
    <Section titre="Médecins">
      <TableFrame>
        <table className="tableau" aria-label="Médecins du cabinet">
          <thead>
            <tr>
              <th scope="col">Nom</th>
              <th scope="col">Identifiant</th>
              <th scope="col">Adresse MSSanté</th>
            </tr>
          </thead>
          <tbody>
            {medecins.map((doctor) => (
              <tr key={doctor.idNat}>
                <td>
                  {doctor.civilite} {doctor.prenom} {doctor.nom}
                </td>
                <td>{doctor.idNat}</td>
                <td>{doctor.adresseMssante ?? 'Non renseignée'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Section>
  );
}
