import { Box } from '@mui/material';
import type { Patient } from '../../../../shared/domain/patient.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Loading } from '../../../ui/Loading.tsx';
import { AldSection } from './AldSection.tsx';
import { ContactsSection } from './ContactsSection.tsx';
import { CouvertureSection } from './CouvertureSection.tsx';
import { MedecinTraitantSection } from './MedecinTraitantSection.tsx';
import { OppositionsSection } from './OppositionsSection.tsx';
import { PersonnesSection } from './PersonnesSection.tsx';
import type { Lue } from './use-section.ts';

/** [33] Everything administrative beside the identity sheet, section by section on one page. */
export function AdministrativeSections({ patient }: { readonly patient: Patient }) {
  const patientId = patient.id;
  const read = useHygieQuery('administratif.lire', { patientId });
  if (read.data === undefined)
    return read.isError ? <ErrorNotice error={read.error} onRetry={() => void read.refetch()} /> : <Loading />;
  const { sections, oppositions, adresseMonEspaceSante } = read.data;
  const show = (lue: Lue) => {
    // A new version starts a new section: what is shown is what the next write is compared with.
    const key = `${lue.valeur.section}-${lue.version}-${lue.valeur.section === 'medecin-traitant' ? lue.valeur.idNat : ''}`;
    const { valeur } = lue;
    switch (valeur.section) {
      case 'contacts':
        return (
          <ContactsSection
            key={key}
            patientId={patientId}
            lue={{ ...lue, valeur }}
            adresseMonEspaceSante={adresseMonEspaceSante}
          />
        );
      case 'couverture':
        return <CouvertureSection key={key} patientId={patientId} lue={{ ...lue, valeur }} />;
      case 'ald':
        return <AldSection key={key} patientId={patientId} lue={{ ...lue, valeur }} />;
      case 'medecin-traitant':
        return <MedecinTraitantSection key={key} patientId={patientId} lue={{ ...lue, valeur }} />;
      case 'personnes':
        return (
          <PersonnesSection
            key={key}
            patientId={patientId}
            dateNaissance={patient.dateNaissance}
            lue={{ ...lue, valeur }}
          />
        );
    }
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, p: 2, pt: 0, maxWidth: 1100 }}>
      {sections.map(show)}
      <OppositionsSection patient={patient} actes={oppositions} />
    </Box>
  );
}
