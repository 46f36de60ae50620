import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentVue } from '../../shared/domain/document-view.ts';
import { TYPES_REDIGES } from '../../shared/domain/document-types/index.ts';
import type { LigneOrdonnance, Redaction } from '../../shared/domain/redaction.ts';
import type { PatientId } from '../../shared/ids.ts';
import { documentEntryFromCda } from '../formats/xds/index.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

const validator = join(import.meta.dirname, '../../../shared/tools/validate-cda');
const folder = mkdtempSync(join(tmpdir(), 'redaction-'));
let desk: TestHost;
let patientId: PatientId;
beforeAll(async () => {
  desk = await startTestHost();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  const [found] = await desk.call('patients.chercher', { texte: 'chemin' });
  if (found === undefined) throw new Error('no patient');
  patientId = found.id;
});
afterAll(async () => {
  await desk.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function pdfText(base64: string): string {
  const run = spawnSync('pdftotext', ['-layout', '-', '-'], { input: Buffer.from(base64, 'base64'), encoding: 'utf8' });
  if (run.error) throw run.error;
  return run.stdout;
}

const ligne = (change: Partial<LigneOrdonnance> = {}): LigneOrdonnance => ({
  id: randomUUID(),
  cis: null,
  libelle: 'PARACÉTAMOL 1 g, comprimé',
  marque: '',
  posologie: '1 comprimé matin, midi et soir',
  duree: '5 jours',
  quantite: '',
  enToutesLettres: false,
  ald: false,
  nonSubstituable: '',
  renouvellements: 0,
  ...change,
});

/** Everything that a type asks for, so that it may be signed. */
function complete(contenu: Redaction, type: (typeof TYPES_REDIGES)[number]): Redaction {
  const textes = Object.fromEntries(
    type.sections.map(({ id }) => [
      id,
      (contenu.textes[id] ?? '') === '' ? `Texte de ${id}` : (contenu.textes[id] ?? ''),
    ]),
  );
  return {
    ...contenu,
    textes,
    lignes: type.lignes
      ? [ligne(), ligne({ libelle: 'METFORMINE 500 mg, comprimé', ald: true, renouvellements: 2 })]
      : [],
    demandes:
      type.demandes === null
        ? []
        : [{ id: randomUUID(), libelle: 'Demande', precision: 'précision', ald: false, urgent: true }],
    destinataire: type.destinataire
      ? { nom: 'Dr SPECIALISTE5737', qualite: 'Pneumologie', adresse: '', mssante: '' }
      : null,
  };
}

test('[37] every type is started from the record, previewed, signed, filed with its PDF/A and a valid CDA', async () => {
  const files: string[] = [];
  for (const type of TYPES_REDIGES) {
    const ecrit = await desk.call('redaction.ouvrir', { patientId, type: type.id });
    expect(ecrit).toMatchObject({ type: type.id, etat: 'brouillon' });
    const contenu = complete(ecrit.contenu, type);
    const preview = pdfText((await desk.call('redaction.apercu', { patientId, id: ecrit.id, contenu })).base64);
    const line = await desk.call('redaction.signer', { patientId, id: ecrit.id, contenu });
    expect(line).toMatchObject({ typeCode: type.code, envoi: 'du', origine: 'local', version: 1 });
    const pdf = await desk.call('documents.contenu', { patientId, documentId: line.id, forme: 'pdf' });
    const text = pdfText(pdf.base64);
    expect(text).toContain('CHEMIN');
    expect(text).toContain('RPPS 99700057294');
    // The preview is the result, to the minute.
    expect(text.replace(/\s+/g, '')).toBe(preview.replace(/\s+/g, ''));
    if (type.mention !== null) expect(text.replace(/\s+/g, ' ')).toContain(type.mention.slice(0, 30));
    const cda = await desk.call('documents.contenu', { patientId, documentId: line.id, forme: 'cda' });
    const name = join(folder, `${type.id}.xml`);
    writeFileSync(name, Buffer.from(cda.base64, 'base64'));
    files.push(name);
  }
  if (existsSync(validator)) {
    const { stdout } = spawnSync(validator, ['--quiet', ...files], { encoding: 'utf8' });
    expect(stdout).toContain(`${files.length} valid, 0 with errors`);
  }
}, 180_000);

test('[72] a letter and an annex start from what is recorded; what is missing is said', async () => {
  const letter = await desk.call('redaction.ouvrir', { patientId, type: 'lettre-liaison-entree' });
  const { medical } = await desk.call('dossier.relire', { patientId });
  for (const each of medical.pathologies.elements.filter(({ fin }) => fin === null))
    expect(letter.contenu.textes.antecedents).toContain(each.libelle);
  const annexe = await desk.call('redaction.ouvrir', { patientId, type: 'annexe-mdph' });
  const preview = await desk.call('redaction.apercu', { patientId, id: annexe.id, contenu: annexe.contenu });
  expect(pdfText(preview.base64)).toContain('À compléter');
});

test('nothing is signed while something is missing; words are asked where the base asks them', async () => {
  const ecrit = await desk.call('redaction.ouvrir', { patientId, type: 'ordonnance' });
  const sign = (contenu: Redaction) => desk.answer('redaction.signer', { patientId, id: ecrit.id, contenu });
  expect(await sign({ ...ecrit.contenu, lignes: [] })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  const inDigits = { ...ecrit.contenu, lignes: [ligne({ enToutesLettres: true })] };
  expect(await sign(inDigits)).toMatchObject({
    ok: false,
    error: { detail: expect.stringContaining('lettres') as string },
  });
  await desk.call('redaction.enregistrer', { patientId, id: ecrit.id, contenu: inDigits });
  await desk.restart();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  const again = await desk.call('redaction.ouvrir', { patientId, type: 'ordonnance' });
  expect(again.contenu.lignes[0]?.libelle).toBe('PARACÉTAMOL 1 g, comprimé');
  await desk.call('redaction.abandonner', { patientId, id: ecrit.id });
  expect(await desk.call('redaction.brouillons', { patientId })).not.toContainEqual(
    expect.objectContaining({ id: ecrit.id }),
  );
  expect((await desk.call('redaction.reprendre', { patientId, id: ecrit.id })).etat).toBe('brouillon');
  await desk.call('redaction.abandonner', { patientId, id: ecrit.id });
});

test('a prescription is renewed with its lines, its difference told, and amended with its history', async () => {
  const [former] = await desk.call('redaction.precedents', { patientId, type: 'ordonnance' });
  if (former === undefined) throw new Error('no prescription was signed');
  const renewed = await desk.call('redaction.ouvrir', { patientId, type: 'ordonnance', depuis: former.documentId });
  expect(renewed.contenu.lignes.map(({ libelle }) => libelle)).toEqual(former.lignes.map(({ libelle }) => libelle));
  const lignes = [
    ...renewed.contenu.lignes.slice(0, 1).map((each) => ({ ...each, posologie: '2 par jour' })),
    ligne({ libelle: 'RAMIPRIL 5 mg' }),
  ];
  expect(await desk.call('redaction.difference', { patientId, lignes })).toMatchObject({
    ajoutees: ['RAMIPRIL 5 mg'],
    arretees: ['METFORMINE 500 mg, comprimé'],
    changees: [{ apres: '2 par jour, 5 jours' }],
  });
  const line = await desk.call('redaction.signer', {
    patientId,
    id: renewed.id,
    contenu: { ...renewed.contenu, lignes },
  });
  const amending = await desk.call('redaction.ouvrir', {
    patientId,
    type: 'ordonnance',
    amende: line.id,
    motif: 'erreur de dose',
  });
  const amended = await desk.call('redaction.signer', { patientId, id: amending.id, contenu: amending.contenu });
  expect(amended).toMatchObject({ version: 2, remplace: line.id });
});

test('a template keeps its versions and fills its merge fields; another patient’s writing is out of reach', async () => {
  const start = await desk.call('redaction.ouvrir', { patientId, type: 'certificat-medical' });
  const contenu = {
    ...start.contenu,
    textes: { texte: 'Je certifie avoir examiné {civilite} {prenom} {nom}, {inconnu}.' },
  };
  const model = { id: null, type: 'certificat-medical', nom: 'Essai', contenu, source: 'contenu du cabinet' };
  const made = await desk.call('modeles.enregistrer', model);
  const second = await desk.call('modeles.enregistrer', { ...model, id: made.id, nom: 'Essai 2' });
  expect(second.version).toBe(2);
  expect(await desk.call('modeles.lister', { type: 'certificat-medical' })).toMatchObject([
    { nom: 'Essai 2', version: 2 },
  ]);
  await desk.call('redaction.abandonner', { patientId, id: start.id });
  const filled = await desk.call('redaction.ouvrir', { patientId, type: 'certificat-medical', modele: made.id });
  expect(filled.contenu.textes.texte).toBe('Je certifie avoir examiné M. Henri CHEMIN, {inconnu}.');
  const [other] = await desk.call('patients.chercher', { texte: 'vandier' });
  const answer = await desk.answer('redaction.enregistrer', {
    patientId: other?.id ?? patientId,
    id: filled.id,
    contenu,
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  await desk.call('modeles.retirer', { id: made.id });
  expect(await desk.call('modeles.lister', { type: 'certificat-medical' })).toEqual([]);
});

test('[72] forms and prescriptions start from the ALD and the people noted in the administrative data', async () => {
  const person = { prenom: 'Lucie', lien: 'fille', telephone: '06 00 00 00 00', courriel: '', adresse: '', depuis: '' };
  await desk.call('administratif.modifier', {
    patientId,
    version: 0,
    valeur: {
      section: 'personnes',
      elements: [
        {
          ...person,
          id: randomUUID(),
          nom: 'CHEMIN',
          roles: ['confiance', 'representant'],
          droit: 'Curateur',
          jusquau: '',
        },
        { ...person, id: randomUUID(), nom: 'ANCIENNE', roles: ['prevenir'], droit: '', jusquau: '2020-01-01' },
      ],
    },
  });
  await desk.call('administratif.modifier', {
    patientId,
    version: 0,
    valeur: {
      section: 'ald',
      etat: 'present',
      elements: [
        { id: randomUUID(), numero: '8', libelle: 'Diabète', exonerante: true, debut: '2015-02-01', fin: '2020-01-31' },
      ],
    },
  });
  const ehpad = await desk.call('redaction.ouvrir', { patientId, type: 'annexe-ehpad' });
  expect(ehpad.contenu.textes['identite']).toContain(
    'Lucie CHEMIN (personne de confiance, représentant légal) : fille, Curateur, 06 00 00 00 00',
  );
  expect(ehpad.contenu.textes['identite']).not.toContain('ANCIENNE');
  const renewal = await desk.call('redaction.ouvrir', { patientId, type: 'annexe-ald' });
  expect(renewal.contenu.textes['affection']).toContain(
    'ALD 8, Diabète depuis le 01/02/2015 jusqu’au 31/01/2020 (échue)',
  );
});

test('[37] [164] a type that has a model is signed structured; what it lacks is said, and the document leaves as a PDF alone', async () => {
  const signed = async (type: string, change: (contenu: Redaction) => Redaction) => {
    const ecrit = await desk.call('redaction.ouvrir', { patientId, type });
    const line = await desk.call('redaction.signer', { patientId, id: ecrit.id, contenu: change(ecrit.contenu) });
    const target = { patientId, documentId: line.id };
    const { base64 } = await desk.call('documents.contenu', { ...target, forme: 'cda' });
    const entry = documentEntryFromCda(Buffer.from(base64, 'base64'), line.masques);
    return { ...(await desk.call('documents.lire', target)), format: entry.formatCode.code, type: entry.typeCode.code };
  };
  const said = ({ vue }: { vue: DocumentVue }) =>
    vue.metadonnees[0]?.lignes.filter(({ libelle }) => /structur/i.test(libelle)).map(({ valeur }) => valeur);

  const drugs = await signed('ordonnance', (contenu) => ({ ...contenu, lignes: [ligne({ rapports: ['at-mp'] })] }));
  expect(drugs).toMatchObject({ format: 'urn:ihe:pharm:pre:2010', type: '57833-6', pdfAPart: true });
  expect(drugs.vue.corps).toMatchObject({ kind: 'structure', sections: [{ titre: 'Prescription de médicaments' }] });
  expect(said(drugs)).toEqual(['Structuré (niveau 3)']);

  const stay = (textes: Record<string, string>) => (contenu: Redaction) => ({
    ...contenu,
    destinataire: { nom: 'Dr SPECIALISTE5737', qualite: '', adresse: '', mssante: '' },
    textes: { ...contenu.textes, synthese: 'Sans incident', suites: 'Repos', remise: '04/01/2026', ...textes },
  });
  const whole = await signed('lettre-liaison-sortie', stay({ motif: 'Chute', dates: '01/01/2026 – 04/01/2026' }));
  expect(whole.format).toBe('urn:asip:ci-sis:ldl-ses:2017');
  const lacking = await signed('lettre-liaison-sortie', stay({ dates: 'la semaine dernière' }));
  expect(lacking).toMatchObject({ format: 'urn:ihe:iti:xds-sd:pdf:2008', type: '11490-0' });
  expect(said(lacking)).toEqual([
    'Non structuré (niveau 1), application/pdf',
    'Il manquait pour LDL-SES 2022.01 : le motif d’hospitalisation ; les dates d’entrée et de sortie, écrites jj/mm/aaaa',
  ]);
}, 60_000);
