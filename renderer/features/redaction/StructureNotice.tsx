import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import type { Redaction } from '../../../shared/domain/redaction.ts';
import { manquesStructure } from '../../../shared/domain/structured-writing.ts';

interface Props {
  readonly type: TypeRedige;
  readonly content: Redaction;
}

/** Whether other software will read this document as data, or what it lacks for that. It never keeps from signing. */
export function StructureNotice({ type, content }: Props) {
  if (type.modele === undefined) return null;
  const manques = manquesStructure(type.modele, content);
  return (
    <p className="discret" role="status" style={{ margin: 0 }}>
      {manques.length === 0
        ? 'Document structuré : les autres logiciels pourront en reprendre les données.'
        : `Pour un document structuré, il manque : ${manques.join(' ; ')}. Vous pouvez signer sans : il partira en PDF seul.`}
    </p>
  );
}
