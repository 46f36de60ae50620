import type { FicheInfo } from '../../../shared/contract/parcours.ts';
import { PROTOCOLES_LIVRES, type Protocole } from '../../../shared/domain/protocoles/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand } from '../../record/index.ts';
import { patientById } from '../patients/index.ts';
import { knownProtocols } from './protocols.repository.ts';

/** The patient follows the protocol from a day on. A doctor decides it; a code alone never does. Throws HygieError NOT_FOUND, VERSION_CONFLICT. */
export const follow = defineCommand({
  name: 'parcours.suivre',
  run: async (db, input: { patientId: PatientId; protocole: string; debut: string }, context) => {
    await patientById(db, input.patientId);
    if (!(await knownProtocols(db)).some(({ protocole, actif }) => actif && protocole.id === input.protocole))
      throw new HygieError('NOT_FOUND', 'Ce protocole n’est pas en usage dans le cabinet.');
    const current = await db
      .selectFrom('patient_protocols')
      .select('debut')
      .where('patientId', '=', input.patientId)
      .where('protocole', '=', input.protocole)
      .where('fin', 'is', null)
      .executeTakeFirst();
    if (current !== undefined) throw new HygieError('VERSION_CONFLICT', 'Le patient suit déjà ce protocole.');
    const { idNat, nom } = context.actor;
    const row = { ...input, fin: null, le: context.now, auteur: idNat, auteurNom: nom };
    await db
      .insertInto('patient_protocols')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['patientId', 'protocole', 'debut'])
          .doUpdateSet({ fin: null, le: row.le, auteur: row.auteur, auteurNom: row.auteurNom }),
      )
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'parcours.suivre',
    patientId: input.patientId,
    detail: { protocole: input.protocole, debut: input.debut },
  }),
});

export const unfollow = defineCommand({
  name: 'parcours.arreter',
  run: async (db, input: { patientId: PatientId; protocole: string }, context) => {
    const { numUpdatedRows } = await db
      .updateTable('patient_protocols')
      .set({ fin: context.now.slice(0, 10) })
      .where('patientId', '=', input.patientId)
      .where('protocole', '=', input.protocole)
      .where('fin', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HygieError('NOT_FOUND');
    return {};
  },
  audit: (input) => ({
    action: 'parcours.arreter',
    patientId: input.patientId,
    detail: { protocole: input.protocole },
  }),
});

/** Keeps a protocol of the practice as a new version, off until it is switched on. A shipped one is not rewritten. Throws HygieError NOT_ALLOWED, VERSION_CONFLICT. */
export const saveProtocol = defineCommand({
  name: 'protocoles.enregistrer',
  run: async (db, input: { protocole: Protocole }, context) => {
    const { protocole } = input;
    if (PROTOCOLES_LIVRES.some(({ id }) => id === protocole.id))
      throw new HygieError('NOT_ALLOWED', 'Ce protocole est livré avec Hygie : donnez un autre identifiant au vôtre.');
    const former = await db
      .selectFrom('protocols')
      .select('version')
      .where('id', '=', protocole.id)
      .orderBy('version', 'desc')
      .executeTakeFirst();
    if (former !== undefined && former.version >= protocole.version)
      throw new HygieError(
        'VERSION_CONFLICT',
        `La version ${former.version} est déjà enregistrée : donnez-lui un numéro plus grand.`,
      );
    const { idNat, nom } = context.actor;
    await db
      .insertInto('protocols')
      .values({
        id: protocole.id,
        version: protocole.version,
        contenuJson: JSON.stringify(protocole),
        livre: 0,
        actif: 0,
        le: context.now,
        auteur: idNat,
        auteurNom: nom,
      })
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'protocoles.enregistrer',
    patientId: null,
    detail: { protocole: input.protocole.id, version: input.protocole.version },
  }),
});

export const switchProtocol = defineCommand({
  name: 'protocoles.activer',
  run: async (db, input: { id: string; actif: boolean }, context) => {
    const known = (await knownProtocols(db)).find(({ protocole }) => protocole.id === input.id);
    if (known === undefined) throw new HygieError('NOT_FOUND');
    const { idNat, nom } = context.actor;
    const row = {
      id: input.id,
      version: known.protocole.version,
      contenuJson: JSON.stringify(known.protocole),
      livre: known.livre ? 1 : 0,
      actif: input.actif ? 1 : 0,
      le: context.now,
      auteur: idNat,
      auteurNom: nom,
    };
    await db
      .insertInto('protocols')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['id', 'version'])
          .doUpdateSet({ actif: row.actif, le: row.le, auteur: row.auteur, auteurNom: row.auteurNom }),
      )
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'protocoles.activer',
    patientId: null,
    detail: { protocole: input.id, actif: input.actif },
  }),
});

/** A card of the practice, as a new version. */
export const saveCard = defineCommand({
  name: 'fiches.enregistrer',
  run: async (db, input: { fiche: Omit<FicheInfo, 'version' | 'livree'> }, context) => {
    const { id, pathologie, cim10, tuiles } = input.fiche;
    const former = await db
      .selectFrom('info_cards')
      .select('version')
      .where('id', '=', id)
      .orderBy('version', 'desc')
      .executeTakeFirst();
    const { idNat, nom } = context.actor;
    await db
      .insertInto('info_cards')
      .values({
        id,
        version: (former?.version ?? 0) + 1,
        pathologie,
        cim10Json: JSON.stringify(cim10),
        contenuJson: JSON.stringify(tuiles),
        actif: 1,
        le: context.now,
        auteur: idNat,
        auteurNom: nom,
      })
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'fiches.enregistrer', patientId: null, detail: { fiche: input.fiche.id } }),
});
