import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { civilDateOf } from '../../shared/domain/civil-date.ts';
import { Practitioner, Structure } from '../../shared/domain/practitioner.ts';
import { IdNat } from '../../shared/ids.ts';
import { addAppointment } from '../features/agenda/index.ts';
import { importCim10, parseCim10 } from '../features/cim10/index.ts';
import { importMedical } from '../features/dossier/index.ts';
import { importDrugs, readBdpm } from '../features/medicaments/index.ts';
import { parsePatientsFile } from '../features/patients/import-file.parser.ts';
import { createPatient } from '../features/patients/index.ts';
import { writePscSecret, writeSecret, writeSettings, type Settings } from '../features/reglages/index.ts';
import type { CardIdentity } from '../features/session/index.ts';
import type { Actor, RecordStore } from '../record/index.ts';
import type { Installation } from './installation.ts';
import { setUpSources } from './first-sources.ts';

/** Shape of the practice file that `hygie init --practice` and the bac à sable give. */
const PracticeFile = z.object({
  medecins: z.array(Practitioner),
  structure: Structure,
  medecinTraitant: IdNat.optional(),
  confreres: z
    .array(z.object({ nom: z.string(), prenom: z.string(), specialite: z.string(), adresseMssante: z.string() }))
    .default([]),
});
export type PracticeFile = z.infer<typeof PracticeFile>;

export function readPracticeFile(path: string): PracticeFile {
  return PracticeFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** OID of a UUID (ITU-T X.667): under 2.25, no registration is needed. */
const newOid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

/** Without a practice file, the practice is what the card says of it; the doctor completes it in the settings. */
function practiceOfCard(identity: CardIdentity): PracticeFile {
  const [situation] = identity.situations;
  return {
    medecins: [identity.practitioner],
    structure: {
      idNat: (situation?.structureId ?? identity.practitioner.idNat) as Structure['idNat'],
      nom: situation?.nom ?? `Cabinet du Dr ${identity.practitioner.nom}`,
      secteur: situation?.secteur ?? 'SA07',
      adresse: [],
      codePostal: '',
      commune: '',
      telephone: '',
    },
    confreres: [],
  };
}

/** Settings of a new base: the practice, its doctors and the services the installation knows. */
export function firstSettings(installation: Installation, practice: PracticeFile): Partial<Settings> {
  const { services, test } = installation;
  return {
    structure: practice.structure,
    medecins: practice.medecins,
    confreres: practice.confreres.map(({ adresseMssante, ...colleague }) => ({
      ...colleague,
      adresse: adresseMssante,
    })),
    test,
    oid: newOid(),
    vsmVersion: '1.4',
    verrouillageMinutes: 15,
    codeRecuperationAConfirmer: true,
    confiance: {
      dmp: services?.dmp.roots ?? [],
      messagerie: services?.mssante.roots ?? [],
      listeBlanche: services?.mssante.listeBlanche ?? null,
    },
    // Fetched at the first login; a real installation without services has an administrator set them first.
    ...(services?.mssante.adresseListeBlanche === undefined
      ? {}
      : {
          listeBlanche: {
            url: services.mssante.adresseListeBlanche,
            origine: 'installation' as const,
            genereeLe: null,
            prisLe: null,
            domaines: null,
            echec: null,
          },
        }),
    ...(services?.proSanteConnect === undefined
      ? {}
      : {
          psc: {
            emetteur: services.proSanteConnect.emetteur,
            metadonnees: services.proSanteConnect.metadonnees,
            clientId: services.proSanteConnect.clientId,
            port: 0,
          },
        }),
    annuaire: {
      url: services?.annuaire?.url ?? '',
      cle: services?.annuaire?.cle ?? null,
      racines: services?.annuaire?.roots ?? [],
    },
    dmp: {
      url: services?.dmp.url ?? '',
      mode: 'direct',
      versionVihf: '3.0',
      signature: 'sha1',
      homologation: test ? 'DEMONSTRATION' : '',
    },
    comptes: practice.medecins.flatMap(({ idNat, adresseMssante }) =>
      services === null || adresseMssante === null
        ? []
        : [
            {
              proprietaire: idNat,
              adresse: adresseMssante,
              soumission: services.mssante.soumission,
              imap: services.mssante.imap,
              authentification: 'mot-de-passe' as const,
              nil: services.mssante.nil,
            },
          ],
    ),
  };
}

/** The quarter hours of a demonstration morning and afternoon, with a gap at noon. */
function* demonstrationHours(): Generator<string> {
  for (const start of [8 * 60 + 30, 14 * 60]) {
    for (let minute = start; minute < start + 3.5 * 60; minute += 15) {
      yield `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    }
  }
}

/** Edition of the CIM-10 subset that the bac à sable gives; a practice imports the current one. */
const CIM10_EDITION = 'ATIH 2009 (extrait)';

/** Publication that the drug subset of the bac à sable was taken from. */
const DRUGS_DATE = '2026-05-31';

const filesOf = (directory: string) =>
  readdirSync(directory)
    .filter((nom) => nom.endsWith('.txt'))
    .map((nom) => ({ nom, base64: readFileSync(join(directory, nom)).toString('base64') }));

async function demonstration(
  store: RecordStore,
  actor: Actor,
  path: string,
  practice: PracticeFile,
  today: Date,
): Promise<void> {
  const hours = demonstrationHours();
  for (const line of parsePatientsFile(readFileSync(path, 'utf8'))) {
    if (!line.ok) throw new Error(`patient de démonstration refusé : ${line.reason}`);
    const { fields, medical } = line.patient;
    const medecinTraitant = practice.medecinTraitant ?? null;
    const { patientId } = await store.execute(
      createPatient,
      { fields: { ...fields, medecinTraitant }, confirmeHomonyme: true },
      actor,
    );
    if (medical !== null) await store.execute(importMedical, { patientId, medical }, actor);
    const hour = hours.next();
    if (!hour.done)
      await store.execute(addAppointment, { patientId, date: civilDateOf(today), heure: hour.value, motif: '' }, actor);
  }
}

/** Fills a base just made: settings from the installation and, for a test installation, the demo patients and their day. */
export function fillFirstBase(installation: Installation, now: () => Date) {
  return async (store: RecordStore, identity: CardIdentity, actor: Actor): Promise<void> => {
    const { demonstration: demo, services, test } = installation;
    const practice = demo === null ? practiceOfCard(identity) : readPracticeFile(demo.practice);
    await store.execute(writeSettings, { settings: firstSettings(installation, practice) }, actor);
    const secret = services?.mssante.motDePasse ?? null;
    if (secret !== null)
      for (const { idNat } of practice.medecins) await store.execute(writeSecret, { idNat, secret }, actor);
    const pscSecret = services?.proSanteConnect?.secret ?? null;
    if (pscSecret !== null) await store.execute(writePscSecret, { secret: pscSecret }, actor);
    if (demo === null || !test) return;
    const { entries } = parseCim10(readFileSync(demo.cim10));
    await store.execute(importCim10, { edition: CIM10_EDITION, entries }, actor);
    if (demo.medicaments !== undefined) {
      const read = readBdpm({ fichiers: filesOf(demo.medicaments) });
      await store.execute(
        importDrugs,
        { date: DRUGS_DATE, drugs: read.drugs, ignored: read.ignored, force: true },
        actor,
      );
    }
    await demonstration(store, actor, demo.patients, practice, now());
    await setUpSources(store, actor, services?.sources ?? []);
  };
}
