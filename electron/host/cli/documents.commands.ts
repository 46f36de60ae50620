import { mkdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Patient } from '../../../shared/domain/patient.ts';
import { DocumentId, PatientId, type IdNat, type JobId } from '../../../shared/ids.ts';
import { isValidIns } from '../../../shared/domain/ins.ts';
import { findDocument, readDocumentContent } from '../../features/documents/index.ts';
import { readExchanges } from '../../features/dmp/index.ts';
import { listerEnvois, relancerEnvoi } from '../../features/envois/index.ts';
import { readDossierMedical } from '../../features/dossier/index.ts';
import { findByIns, readPatient } from '../../features/patients/index.ts';
import { readSettings } from '../../features/reglages/index.ts';
import { makeVsm } from '../../features/vsm/vsm.task.ts';
import type { Actor, RecordStore } from '../../record/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import { writeWhole, type Talk } from './terminal.ts';
import { help, RefusedError, UsageError } from './usage.ts';

const newOid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

async function patientOf(store: RecordStore, actor: Actor, text: string): Promise<Patient> {
  const id = PatientId.safeParse(text);
  if (id.success) return store.query(readPatient, { patientId: id.data }, actor);
  if (!isValidIns(text)) throw new UsageError(`--patient : un INS de 15 chiffres ou un identifiant est attendu.`);
  const patient = await store.query(findByIns, { matricule: text }, actor);
  if (patient === null) throw new RefusedError('Aucun patient de cette base n’a cet INS.');
  return patient;
}

/** `vsm`: what the button would make for that doctor; filed nowhere. */
export function writeVsm(line: CommandLine, programs: Programs): Promise<void> {
  const [wanted, author, out] = [line.need('patient'), line.need('author'), line.need('out')];
  return withBase(line, programs, async (store, actor) => {
    const [patient, settings] = await Promise.all([
      patientOf(store, actor, wanted),
      store.query(readSettings, {}, actor),
    ]);
    const { medecins, structure, oid, vsmVersion } = settings;
    const doctor = medecins?.find((each) => each.idNat === author);
    if (doctor === undefined || structure === null || oid === null)
      throw new RefusedError('Ce médecin n’est pas enregistré dans cette base.');
    const treating = medecins?.find((each) => each.idNat === patient.medecinTraitant) ?? null;
    const made = await makeVsm(
      {
        patient,
        dossier: await store.query(readDossierMedical, { patientId: patient.id }, actor),
        author: doctor,
        structure,
        medecinTraitant: treating === null ? null : { practitioner: treating, structure },
        patientLocalOid: oid,
        version: vsmVersion ?? '1.4',
        instant: new Date().toISOString(),
        replaces: null,
        identifiers: { documentOid: newOid(), setId: newOid(), versionNumber: 1 },
      },
      randomUUID,
    );
    writeWhole(out, made.cda);
    if (line.values.pdf !== undefined) writeWhole(line.values.pdf, made.pdf);
  });
}

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
