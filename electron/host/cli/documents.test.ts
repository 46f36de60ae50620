import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { instantOf } from '../../../shared/domain/civil-date.ts';
import type { DocumentId, IdNat, JobId } from '../../../shared/ids.ts';
import { keepExchange, type ExchangeToKeep } from '../../features/dmp/exchange.commands.ts';
import { storeDocument } from '../../features/documents/index.ts';
import { creerEnvois } from '../../features/envois/index.ts';
import { findByIns } from '../../features/patients/index.ts';
import type { RecordStore } from '../../record/index.ts';
import { COMMAND_LINE_ACTOR } from './open-base.ts';
import { CHEMIN, DOCTOR, expectReadable, hygie, lines, makePractice, type CliPractice } from './testing/practice.ts';

// Each run is a process with two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let practice: CliPractice;
beforeAll(async () => {
  practice = await makePractice();
});
afterAll(() => practice.remove());
const at = (name: string) => practice.at(name);
const opened: CliPractice['opened'] = (args, how) => practice.opened(args, how);

async function storeAndSend(store: RecordStore, bytes: Uint8Array): Promise<{ documentId: DocumentId; jobId: JobId }> {
  const actor = { ...COMMAND_LINE_ACTOR, idNat: DOCTOR as IdNat, nom: 'Dr Paul MEDECIN5729' };
  const patient = await store.query(findByIns, { matricule: CHEMIN }, actor);
  if (patient === null) throw new Error('the demo patient is there');
  const line = await store.execute(
    storeDocument,
    {
      patientId: patient.id,
      date: instantOf(new Date()),
      typeCode: '11488-4',
      type: 'CR de consultation',
      titre: 'Essai',
      auteur: DOCTOR,
      auteurNom: actor.nom,
      etablissement: 'Cabinet',
      origine: 'local',
      mediaType: 'application/pdf',
      bytes,
      pdf: null,
      setId: null,
      versionNumber: 1,
      uniqueId: null,
      remplace: null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'du',
      complement: null,
      provenance: { source: 'fait ici', detail: {} },
    },
    actor,
  );
  const { jobs } = await store.execute(
    creerEnvois,
    {
      patientId: patient.id,
      brouillons: [
        {
          documentId: line.id,
          canal: 'mssante-confrere',
          destinataires: ['robert@medecin.test.mssante.fr'],
          contenu: bytes,
          parametres: {},
          identifiantExterne: '<essai@test>',
          copie: false,
        },
      ],
    },
    actor,
  );
  const [jobId] = jobs;
  if (jobId === undefined) throw new Error('one job');
  return { documentId: line.id, jobId };
}

describe('what leaves the base', () => {
  test('vsm: the CDA and its PDF, in files of one’s own, filed nowhere', async () => {
    const [out, pdf] = [at('vsm.xml'), at('vsm.pdf')];
    const ran = await opened(['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', out, '--pdf', pdf]);
    expect(ran).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(out, 'utf8')).toContain('<ClinicalDocument');
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readdirSync(practice.directory).filter((name) => name.endsWith('.partiel'))).toEqual([]);
    expect(lines(await opened(['check']))[0]).toMatchObject({ documents: 0 });
    const unknown = await opened(['vsm', '--patient', '255066322099930', '--author', DOCTOR, '--out', out]);
    expect([1, 2]).toContain(unknown.code);
    const stranger = await opened(['vsm', '--patient', CHEMIN, '--author', '899700000000', '--out', out]);
    expect(stranger).toMatchObject({ code: 1, err: 'Ce médecin n’est pas enregistré dans cette base.\n' });
    const nowhere = await opened(['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', at('none/vsm.xml')]);
    expect(nowhere.code).toBe(1);
    expectReadable(nowhere, practice.code);
  });

  test('document and outbox: the bytes as they were, the job with its state, sent again by its number', async () => {
    const bytes = Buffer.from('%PDF-1.4 essai');
    const { documentId, jobId } = await practice.withStore((store) => storeAndSend(store, bytes));
    const out = at('document.pdf');
    expect(await opened(['document', '--id', documentId, '--out', out])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(out)).toEqual(bytes);
    const [job] = lines(await opened(['outbox', '--json']));
    expect(job).toMatchObject({ id: jobId, documentId, canal: 'mssante-confrere' });
    const retried = await opened(['outbox', 'retry', jobId]);
    expect(retried.code === 0 || retried.err !== '').toBe(true);
    expectReadable(retried, practice.code);
    const unknown = await opened(['outbox', 'retry', 'nothing']);
    expect(unknown).toMatchObject({ code: 1, err: 'Aucun envoi n’a ce numéro.\n' });
  });

  test('trace: every exchange with the DMP, as sent and received', async () => {
    const exchange: ExchangeToKeep = {
      at: instantOf(new Date()),
      transaction: 'TD0.2',
      url: 'https://localhost/dmp',
      request: { contentType: 'application/soap+xml', bytes: Buffer.from('<demande/>') },
      response: { contentType: 'application/soap+xml', bytes: Buffer.from('<reponse/>'), status: 200 },
      error: null,
    };
    await practice.withStore((store) => store.execute(keepExchange, exchange, COMMAND_LINE_ACTOR));
    const out = at('trace');
    const ran = await opened(['trace', '--out', out]);
    expect(ran.code).toBe(0);
    const names = readdirSync(out).sort();
    expect(names).toHaveLength(3);
    expect(names.map((name) => readFileSync(join(out, name), 'utf8')).join('')).toContain('<demande/>');
    expect(names.map((name) => readFileSync(join(out, name), 'utf8')).join('')).toContain('<reponse/>');
  });

  test('backup then restore: the same patients; an existing target and a file that is no backup are refused', async () => {
    const [to, copy] = [at('s.hygie'), at('restored')];
    expect(lines(await opened(['backup', '--to', to]))[0]).toMatchObject({ cartes: ['Code de récupération'] });
    expect((await opened(['backup', '--to', to])).code).toBe(1);
    expect((await hygie(['restore', to, '--base', copy])).code).toBe(0);
    const list = ['patients', 'list'];
    const restored = await hygie([...list, '--base', copy, '--recovery-fd', '3'], { secret: practice.code });
    expect(restored.out).toBe((await opened(list)).out);
    expect((await hygie(['restore', to, '--base', copy])).code).toBe(1);
    const none = await hygie(['restore', 'README.md', '--base', at('elsewhere')]);
    expect(none.code).toBe(1);
    expectReadable(none, practice.code);
    expect(existsSync(at('elsewhere'))).toBe(false);
  });
});
