import { useState } from 'react';
import type { Reglages } from '../../../shared/contract/reglages.ts';
import { ChoiceField, Fact, TextField } from './Fields.tsx';
import { FormSection } from './Section.tsx';

export function GeneralSection({ reglages }: { readonly reglages: Reglages }) {
  const [minutes, setMinutes] = useState(String(reglages.verrouillageMinutes));
  const [vsmVersion, setVsmVersion] = useState(reglages.vsmVersion);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <FormSection
      titre="Documents et verrouillage"
      problem={problem}
      onProblem={setProblem}
      changes={() => {
        const verrouillageMinutes = /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0;
        if (verrouillageMinutes < 1 || verrouillageMinutes > 120)
          return 'Le délai de verrouillage va de 1 à 120 minutes.';
        return { vsmVersion, verrouillageMinutes };
      }}
    >
      <ChoiceField
        label="Version du VSM"
        value={vsmVersion}
        options={[
          ['1.4', '1.4'],
          ['2023.01', '2023.01'],
        ]}
        onChange={setVsmVersion}
      />
      <TextField
        label="Verrouillage après inactivité (minutes)"
        type="number"
        value={minutes}
        onChange={setMinutes}
        max={3}
        champ="reglages-minutes"
      />
      <Fact label="Installation">{reglages.test ? 'De test : données fictives seulement' : 'Réelle'}</Fact>
    </FormSection>
  );
}
