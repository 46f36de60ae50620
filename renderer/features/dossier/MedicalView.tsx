import type { RecordProps } from '../../app/features.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { useDossier } from './use-dossier.ts';
import { FormerNotes } from './notes/FormerNotes.tsx';
import { NoteEditor } from './notes/NoteEditor.tsx';
import { ElementSectionCard } from './sections/ElementSectionCard.tsx';
import { RiskFactorsCard } from './sections/RiskFactorsCard.tsx';
import { SECTIONS } from './sections/section-fields.ts';
import { TextSectionCard } from './sections/TextSectionCard.tsx';
import { useWrites } from './use-writes.ts';
import { texts } from './texts.ts';

/** [30] Today's note on one side, what is known of the patient on the other. */
export default function MedicalView({ patientId }: RecordProps) {
  const dossier = useDossier(patientId).data;
  const writes = useWrites(patientId);
  const painted = useAfterPaint();
  if (dossier === undefined) return null;
  const { medical } = dossier;
  const card = (index: number) => {
    const spec = SECTIONS[index];
    return spec === undefined ? null : (
      <ElementSectionCard patientId={patientId} spec={spec} content={medical[spec.section]} writes={writes} />
    );
  };
  return (
    <div className="donnees-medicales">
      <div className="colonne">
        <NoteEditor patientId={patientId} notes={dossier.notes} />
        <FormerNotes patientId={patientId} notes={dossier.notes} total={dossier.notesTotal} brief={!painted} />
      </div>
      <div className="colonne">
        {card(0)}
        {card(1)}
        {card(2)}
        {card(3)}
        {painted ? (
          <>
            {card(4)}
            <RiskFactorsCard patientId={patientId} facteurs={medical.facteursDeRisque} writes={writes} />
            {card(5)}
            <TextSectionCard
              patientId={patientId}
              section="risquesProfessionnels"
              titre={texts.risquesProfessionnels}
              absence={texts.aucunRisqueProfessionnel}
              content={medical.risquesProfessionnels}
              writes={writes}
            />
            {card(6)}
            <TextSectionCard
              patientId={patientId}
              section="pointsDeVigilance"
              titre={texts.pointsDeVigilance}
              absence={texts.aucunPointDeVigilance}
              content={medical.pointsDeVigilance}
              writes={writes}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
