import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentId, type IdNat, type JobId, type PatientId } from '../../../shared/ids.ts';
import { findDocument, readDocumentContent } from '../../features/documents/index.ts';
import { readExchanges } from '../../features/dmp/exchange.commands.ts';
import { listerEnvois, relancerEnvoi } from '../../features/envois/index.ts';
import type { Actor } from '../../record/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import { writeWhole, type Talk } from './terminal.ts';
import { help, RefusedError, UsageError } from './usage.ts';

/** `document`: the bytes of a stored document, as they were received or made. */
export function writeDocument(line: CommandLine, programs: Programs): Promise<void> {
  const [id, out] = [DocumentId.safeParse(line.need('id')), line.need('out')];
  if (!id.success) throw new UsageError(help('document'));
  return withBase(line, programs, async (store, actor) => {
    const row = await store.query(findDocument, { documentId: id.data }, actor);
    if (row.patientId === null) throw new RefusedError('Ce document n’est encore dans aucun dossier.');
    const content = await store.query(
      readDocumentContent,
      { patientId: row.patientId as PatientId, documentId: id.data, forme: 'cda' },
      actor,
    );
    writeWhole(out, content.bytes);
  });
}

/** `outbox`: the jobs with their states; `outbox retry ID` queues one again, under its owner. */
export function outbox(line: CommandLine, programs: Programs, talk: Talk): Promise<void> {
  const [, verb, wanted] = line.words;
  if (verb !== undefined && (verb !== 'retry' || wanted === undefined)) throw new UsageError(help('outbox'));
  return withBase(line, programs, async (store, actor) => {
    const jobs = await store.query(listerEnvois, { filtre: 'tous' }, actor);
    if (verb === undefined) {
      for (const job of jobs) await talk.print(job);
      return;
    }
    const job = jobs.find((each) => each.id === wanted);
    if (job === undefined) throw new RefusedError('Aucun envoi n’a ce numéro.');
    const owner: Actor = { ...actor, idNat: job.proprietaire as IdNat };
    await store.execute(relancerEnvoi, { jobId: job.id as JobId }, owner);
    await talk.note({ id: job.id, etat: 'a-envoyer' });
  });
}

/** `trace`: every exchange with the DMP, request and answer as sent and received, one numbered pair of files each. */
export function writeTrace(line: CommandLine, programs: Programs, talk: Talk): Promise<void> {
  const out = line.need('out');
  return withBase(line, programs, async (store, actor) => {
    mkdirSync(out, { recursive: true, mode: 0o700 });
    let apres = 0;
    for (;;) {
      const page = await store.query(readExchanges, { apres }, actor);
      for (const { request, response, ...about } of page) {
        const name = `${String(about.numero).padStart(6, '0')}-${about.transaction.replace(/[^A-Za-z0-9.]/g, '_')}`;
        writeWhole(join(out, `${name}-demande.bin`), request);
        if (response !== null) writeWhole(join(out, `${name}-reponse.bin`), response);
        writeWhole(join(out, `${name}.json`), Buffer.from(`${JSON.stringify(about, null, 2)}\n`));
        await talk.note(about);
        talk.interrupted.throwIfAborted();
        apres = about.numero;
      }
      if (page.length === 0) return;
    }
  });
}
