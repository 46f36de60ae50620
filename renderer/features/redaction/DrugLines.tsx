import type { Medicament } from '../../../shared/contract/medicaments.ts';
import { libelleDe, type LigneOrdonnance, type ManquesRedaction } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { AldReminder } from './AldReminder.tsx';
import { DrugLine } from './DrugLine.tsx';
import { DrugSearch } from './DrugSearch.tsx';
import { Difference } from './Difference.tsx';
import { Signals } from './Signals.tsx';

interface Props {
  readonly patientId: PatientId;
  readonly lignes: readonly LigneOrdonnance[];
  readonly missing: ManquesRedaction;
  readonly onChange: (lignes: LigneOrdonnance[]) => void;
}

function emptyLine(libelle: string): LigneOrdonnance {
  return {
    id: crypto.randomUUID(),
    cis: null,
    libelle,
    marque: '',
    posologie: '',
    duree: '',
    quantite: '',
    enToutesLettres: false,
    ald: false,
    nonSubstituable: '',
    renouvellements: 0,
    rapports: [],
  };
}

/** The line of a drug of the base; the brand is beside only if the doctor adds it. What the base gives no rate of reimbursement for is proposed as not reimbursed: one tick takes it back. */
function lineOf(drug: Medicament): LigneOrdonnance {
  return {
    ...emptyLine(libelleDe(drug)),
    cis: drug.cis,
    rapports: drug.taux === null ? ['non-remboursable'] : [],
    enToutesLettres: drug.enToutesLettres,
  };
}

/** Lines, search of the public base, what deserves a look, and what changed since the last prescription. */
export function DrugLines({ patientId, lignes, missing, onChange }: Props) {
  const add = (ligne: LigneOrdonnance) => {
    onChange([...lignes, ligne]);
    // The dosage is what is typed next.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-champ="posologie-${ligne.id}"]`)?.focus(), 0);
  };
  const move = (from: number, to: number) => {
    const next = [...lignes];
    const [line] = next.splice(from, 1);
    if (line === undefined) return;
    next.splice(to, 0, line);
    onChange(next);
  };
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <AldReminder patientId={patientId} />
      {lignes.map((ligne, rang) => (
        <DrugLine
          key={ligne.id}
          ligne={ligne}
          rang={rang}
          dernier={rang === lignes.length - 1}
          error={missing[ligne.id] ?? null}
          onChange={(part) => onChange(lignes.map((each) => (each.id === ligne.id ? { ...each, ...part } : each)))}
          onRemove={() => onChange(lignes.filter((each) => each.id !== ligne.id))}
          onMove={(step) => move(rang, rang + step)}
        />
      ))}
      <DrugSearch
        error={missing.lignes ?? null}
        onDrug={(drug) => add(lineOf(drug))}
        onFree={(libelle) => add(emptyLine(libelle))}
      />
      <Signals patientId={patientId} lignes={lignes} />
      <Difference patientId={patientId} lignes={lignes} />
    </div>
  );
}
