import { randomBytes } from 'node:crypto';
import { buildMail } from '../../formats/mime/index.ts';
import type { HeldDraft } from './drafts.repository.ts';

/** The draft as another client of the same mailbox may read it; no attachment is left out. */
export async function mirrorOf(draft: HeldDraft): Promise<Uint8Array> {
  const { contenu } = draft;
  return await buildMail({
    messageId: draft.messageId,
    date: new Date(draft.modifieLe),
    boundary: randomBytes(12).toString('hex'),
    from: null,
    to: contenu.a,
    cc: contenu.cc,
    subject: contenu.objet,
    body: contenu.corps,
    files: draft.files.map(({ nom, typeMedia, bytes }) => ({ name: nom, mediaType: typeMedia, bytes })),
    headers: {},
    inReplyTo: null,
    references: [],
  });
}
