import type { Message } from '../../../shared/contract/messagerie.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { assignMail, keepLateArrival, unassignMail } from './assign.commands.ts';
import { mailCandidates } from './candidates.ts';
import type { Composer } from './composer.ts';
import { dropDraft } from './drafts.commands.ts';
import { readDraft } from './drafts.repository.ts';
import { createMailFolder, deleteMailFolder, renameMailFolder } from './folders.commands.ts';
import { readFollowUp } from './followup.repository.ts';
import { eraseMails, markMails, moveMails } from './gestures.commands.ts';
import { listMails, listPatientMails, readFolders } from './list.repository.ts';
import type { MailAnswer, MailOrder } from './mail.task.ts';
import type { Mailbox } from './mailbox.ts';
import { cancelSending, resolveSending, sendAgain } from './outbox-decisions.commands.ts';
import { readMailBytes, readMailRow } from './read.repository.ts';
import { isForwardable, prepareReply } from './replies.ts';

type Method =
  `messagerie.${'dossiers' | 'creerDossier' | 'renommerDossier' | 'supprimerDossier' | 'lister' | 'lire' | 'piece' | 'source' | 'marquer' | 'deplacer' | 'supprimer' | 'archiver' | 'candidats' | 'assigner' | 'desassigner' | 'duPatient' | 'lireDuPatient' | 'garderBrouillon' | 'lireBrouillon' | 'supprimerBrouillon' | 'preparerReponse' | 'verifier' | 'envoyer' | 'annulerEnvoi' | 'relancerEnvoi' | 'resoudreEnvoi' | 'suivi' | 'accuser' | 'etat' | 'synchroniser'}`;

export interface MessagerieHandlersOptions {
  readonly access: RecordAccess;
  /** The mailbox of the open session. Throws HygieError LOCKED. */
  readonly mailbox: () => Mailbox;
  readonly composer: Composer;
  /** The format worker. */
  readonly read: (order: MailOrder) => Promise<MailAnswer>;
  /** Address of the mailbox of whoever is logged in; null when none is set up. */
  readonly address: () => Promise<string | null>;
  /** What the mailbox shows has changed, and the records of these patients. */
  readonly changed: (patients: readonly string[]) => void;
}

const LONGEST_DRAFT = 200_000;

export function messagerieHandlers(options: MessagerieHandlersOptions): HandlersFor<Method> {
  const { access, mailbox, composer, read, changed } = options;

  const told = async <T>(work: Promise<T>, patients: readonly string[] = []): Promise<T> => {
    const value = await work;
    changed(patients);
    mailbox().wake('boite');
    return value;
  };
  const nothing = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await told(work);
    return {};
  };

  async function whole(id: string, patientId: string | null): Promise<Message> {
    const { message, bytes } = await access.query(readMailRow, { id, patientId });
    if (bytes === null) return { ...message, texte: message.extrait, html: null };
    try {
      const answer = await read({ kind: 'read', bytes });
      if (answer.kind !== 'read') throw new Error('the worker answered another question');
      return { ...message, texte: answer.text, html: answer.html };
    } catch {
      const alerte = 'Le texte de ce message n’a pas pu être lu. Le message est gardé tel que reçu.';
      return { ...message, texte: null, html: null, alertes: [...message.alertes, alerte] };
    }
  }

  return {
    'messagerie.dossiers': (input) => access.query(readFolders, input),
    'messagerie.creerDossier': (input) => told(access.execute(createMailFolder, input)),
    'messagerie.renommerDossier': (input) => nothing(access.execute(renameMailFolder, input)),
    'messagerie.supprimerDossier': (input) => told(access.execute(deleteMailFolder, input)),
    'messagerie.lister': (input) => access.query(listMails, input),
    'messagerie.lire': ({ id }) => whole(id, null),
    'messagerie.lireDuPatient': ({ id, patientId }) => whole(id, patientId),
    'messagerie.piece': async ({ id, rang }) => {
      const { bytes, piece } = await access.query(readMailBytes, { id, patientId: null, rang });
      if (piece !== null)
        return {
          nom: piece.nom,
          typeMedia: piece.typeMedia,
          base64: Buffer.from(bytes).toString('base64'),
          taille: bytes.length,
          apercu: null,
          texte: null,
        };
      const answer = await read({ kind: 'part', bytes, rank: rang });
      if (answer.kind !== 'part' || answer.part === null) throw new HygieError('NOT_FOUND');
      const { name, mediaType, bytes: content, size } = answer.part;
      const apercu = answer.preview === null ? null : Buffer.from(answer.preview).toString('base64');
      const base64 = Buffer.from(content).toString('base64');
      return { nom: name, typeMedia: mediaType, base64, taille: size, apercu, texte: answer.words };
    },
    'messagerie.source': async ({ id }) => {
      const { nom, bytes } = await access.query(readMailBytes, { id, patientId: null, rang: null });
      return { nom, base64: Buffer.from(bytes).toString('base64'), taille: bytes.length };
    },
    'messagerie.marquer': (input) => nothing(access.execute(markMails, input)),
    'messagerie.deplacer': (input) => nothing(access.execute(moveMails, input)),
    'messagerie.supprimer': ({ ids, definitif }) =>
      nothing(definitif ? access.execute(eraseMails, { ids }) : access.execute(moveMails, { ids, vers: 'supprimes' })),
    'messagerie.archiver': ({ ids }) => nothing(access.execute(moveMails, { ids, vers: 'archives' })),
    'messagerie.candidats': (input) => access.query(mailCandidates, input),
    'messagerie.assigner': async (input) => {
      // A message that was never read for documents is read first, so that they go with it.
      const { arriveeId } = await access.execute(keepLateArrival, { id: input.id });
      if (arriveeId !== null) await mailbox().readKept();
      const { documents } = await told(access.execute(assignMail, input), [input.patientId]);
      return { documents };
    },
    'messagerie.desassigner': async (input) => {
      await told(access.execute(unassignMail, input), [input.patientId]);
      return {};
    },
    'messagerie.duPatient': (input) => access.query(listPatientMails, input),
    'messagerie.garderBrouillon': async (input) => {
      const kept = await composer.keep(input);
      changed([]);
      return kept;
    },
    'messagerie.lireBrouillon': async (input) => {
      const { id, ...draft } = await access.query(readDraft, input);
      return { ...draft, id };
    },
    'messagerie.supprimerBrouillon': (input) => nothing(access.execute(dropDraft, input)),
    'messagerie.preparerReponse': async ({ id, genre }) => {
      const message = await whole(id, null);
      const draft = prepareReply(message, genre, (await options.address()) ?? '');
      return {
        ...draft,
        objet: draft.objet.slice(0, 300),
        corps: draft.corps.slice(0, LONGEST_DRAFT),
        a: draft.a.slice(0, 50),
        cc: draft.cc.slice(0, 50),
        piecesTransferables: message.piecesJointes.filter(isForwardable),
      };
    },
    'messagerie.verifier': ({ id }) => composer.check(id),
    'messagerie.envoyer': async ({ id }) => {
      const sent = await composer.send(id);
      changed([]);
      return sent;
    },
    'messagerie.annulerEnvoi': (input) => nothing(access.execute(cancelSending, input)),
    'messagerie.relancerEnvoi': async (input) => {
      await nothing(access.execute(sendAgain, input));
      mailbox().wakeOutbox();
      return {};
    },
    'messagerie.resoudreEnvoi': async (input) => {
      await nothing(access.execute(resolveSending, input));
      mailbox().wakeOutbox();
      return {};
    },
    'messagerie.suivi': (input) => access.query(readFollowUp, input),
    'messagerie.accuser': async ({ id, refuser }) => {
      await composer.acknowledge(id, refuser);
      changed([]);
      return {};
    },
    'messagerie.etat': () => mailbox().state(),
    'messagerie.synchroniser': () => {
      mailbox().wake('tout');
      return Promise.resolve({});
    },
  };
}
