import { mediaOf } from '../cda/read/index.ts';
import { attachmentKind, shownName } from './attachment-kind.ts';
import type { ReadAttachment } from './mail.ts';
import { readTnef } from './tnef.ts';

interface OutlookFiles {
  readonly attachments: readonly ReadAttachment[];
  /** Body that the message has nowhere else; null when there is none. */
  readonly text: string | null;
  readonly warnings: readonly string[];
}

/** Files that Outlook put in a winmail.dat: attachments like the others, after them. One inside another is not opened. */
export function outlookFiles(sent: readonly ReadAttachment[]): OutlookFiles {
  const attachments: ReadAttachment[] = [];
  const warnings: string[] = [];
  let text: string | null = null;
  let rank = sent.reduce((most, each) => Math.max(most, each.rank), 0);
  for (const { bytes } of sent.filter(({ kind }) => kind === 'tnef')) {
    const read = readTnef(bytes);
    text ??= read?.text ?? null;
    for (const file of read?.files ?? []) {
      rank += 1;
      const { mediaType } = mediaOf(file.bytes, '');
      const name = shownName(file.name, mediaType, rank);
      const kind = attachmentKind(mediaType, name, file.bytes);
      attachments.push({
        rank,
        name,
        mediaType,
        size: file.bytes.length,
        bytes: file.bytes,
        kind: kind === 'tnef' ? 'other' : kind,
        contentId: null,
        inline: false,
      });
    }
    if (read === null || !read.whole)
      warnings.push(
        'Pièce jointe Outlook (winmail.dat) endommagée : ce qui a pu en être lu est montré, elle est gardée telle que reçue.',
      );
  }
  return { attachments, text, warnings };
}
