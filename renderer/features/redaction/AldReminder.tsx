import { etatAld, nomAld } from '../../../shared/domain/administratif.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { today } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';

/** Beside the ticks that choose the zone of each line: what the patient's ALD are, and whether they still run. */
export function AldReminder({ patientId }: { readonly patientId: PatientId }) {
  const read = useHygieQuery('administratif.lire', { patientId });
  const section = read.data?.sections.find(({ valeur }) => valeur.section === 'ald')?.valeur;
  if (section?.section !== 'ald' || section.etat === 'non-renseigne') return null;
  const shown = section.elements.map((each) => {
    const etat = etatAld(each, today());
    const end = each.fin === '' ? '' : ` jusqu’au ${formatCivilDate(each.fin)}`;
    const exempt = each.exonerante ? '' : ', non exonérante';
    return `${nomAld(each)}${etat === 'echue' ? `, échue le ${formatCivilDate(each.fin)}` : etat === 'a-venir' ? ', à venir' : end}${exempt}`;
  });
  return (
    <p className="discret" style={{ margin: '4px 0' }}>
      {section.etat === 'aucune'
        ? 'Aucune ALD (affirmé dans les données administratives).'
        : `ALD : ${shown.join(' ; ')}.`}
    </p>
  );
}
