import { useState } from 'react';
import type { Reglages } from '../../../shared/contract/reglages.ts';
import { ChoiceField, Fact, TextField } from './Fields.tsx';
import { FormSection } from './Section.tsx';

/** What is told to the DMP in the place of an approval that nobody gave. */
const NONE: readonly string[] = ['', 'DEMONSTRATION'];

/** How this practice speaks to the DMP. [136] Hygie has no approval: it says so. */
export function DmpSection({ reglages }: { readonly reglages: Reglages }) {
  const [dmp, setDmp] = useState(reglages.dmp);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<typeof dmp>) => setDmp((before) => ({ ...before, ...part }));
  return (
    <FormSection
      titre="DMP"
      problem={problem}
      onProblem={setProblem}
      changes={() =>
        URL.canParse(dmp.url) && dmp.url.startsWith('https://')
          ? { dmp }
          : 'L’adresse du DMP commence par https:// : elle n’a pas été enregistrée.'
      }
    >
      <TextField label="Adresse du DMP" value={dmp.url} onChange={(url) => change({ url })} max={300} />
      <ChoiceField
        label="Authentification"
        value={dmp.mode}
        options={[
          ['direct', 'Directe, par la carte'],
          ['indirect', 'Indirecte, par le certificat du cabinet'],
        ]}
        onChange={(mode) => change({ mode })}
      />
      <ChoiceField
        label="Version du VIHF"
        value={dmp.versionVihf}
        options={[
          ['3.0', '3.0'],
          ['4.0', '4.0'],
        ]}
        onChange={(versionVihf) => change({ versionVihf })}
      />
      <ChoiceField
        label="Algorithme de signature du lot"
        value={dmp.signature}
        options={[
          ['sha1', 'RSA avec SHA-1'],
          ['sha256', 'RSA avec SHA-256'],
        ]}
        onChange={(signature) => change({ signature })}
      />
      <Fact label="Famille de produits">aucune – démonstration</Fact>
      <Fact label="Numéro d’homologation">
        {NONE.includes(dmp.homologation)
          ? `aucun – démonstration (transmis : ${dmp.homologation || 'rien'})`
          : dmp.homologation}
      </Fact>
    </FormSection>
  );
}
