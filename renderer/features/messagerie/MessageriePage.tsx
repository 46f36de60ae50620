import { Box } from '@mui/material';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DossierId, LigneMessage, MessageId } from '../../../shared/contract/messagerie.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Command } from '../../app/commands/registry.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError, tellUndoable } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fullName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { ReasonDialog } from '../reception/ReasonDialog.tsx';
import '../reception/reception.css';
import { AssignDialog } from './AssignDialog.tsx';
import { answering, createComposeDraft, EMPTY_COMPOSITION, reopened, type ComposeDraft } from './compose-draft.ts';
import { ComposeDialog } from './ComposeDialog.tsx';
import { ContactsDialog } from './ContactsDialog.tsx';
import { FolderTree } from './FolderTree.tsx';
import { MessageList } from './MessageList.tsx';
import './messagerie.css';
import { MessageToolbar, type MailActs } from './MessageToolbar.tsx';
import { MessageView } from './MessageView.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { StateBar } from './StateBar.tsx';
import { texts } from './texts.ts';
import { useMessages } from './use-messages.ts';

/** A message looked at this long is read. */
const READ_AFTER = 800;

type Asked = 'deplacer' | 'assigner' | 'desassigner' | 'contacts';

/** [97]–[111] The doctor's mailbox: works on its local copy, live or not. */
export default function MessageriePage() {
  const folders = useHygieQuery('messagerie.dossiers', {});
  const [dossier, setDossier] = useState<DossierId>('non-assignes');
  const [text, setText] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const [unreadOnly, setUnreadOnly] = useState(false);
  const recherche = useDeferredValue(text.trim());
  const list = useMessages({
    dossier: everywhere && recherche !== '' ? null : dossier,
    recherche,
    nonLusSeulement: unreadOnly,
  });
  const [chosen, setChosen] = useState<MessageId | null>(null);
  const [checked, setChecked] = useState<ReadonlySet<MessageId>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [draft, setDraft] = useState<ComposeDraft | null>(null);
  const message = useHygieQuery('messagerie.lire', { id: chosen ?? ('' as MessageId) }, { enabled: chosen !== null });
  const refresh = useRefresh();
  const lieu = useShell((state) => state.actif);
  const wanted = useShell((state) => state.messageDemande);
  const taken = useShell((state) => state.messageTaken);

  useEffect(() => {
    if (wanted === null) return;
    setChosen(wanted as MessageId);
    taken();
  }, [wanted, taken]);

  const current = chosen === null ? null : (message.data ?? null);
  const line: LigneMessage | null = current ?? list.lignes.find(({ id }) => id === chosen) ?? null;
  const unread = current !== null && !current.lu ? current.id : null;
  useEffect(() => {
    if (unread === null) return;
    const timer = setTimeout(() => {
      call('messagerie.marquer', { ids: [unread], lu: true }).then(
        () => refresh('messagerie.lister', 'messagerie.dossiers'),
        tellError,
      );
    }, READ_AFTER);
    return () => clearTimeout(timer);
  }, [unread, refresh]);

  const acts = useMemo<MailActs>(() => {
    const ids = checked.size > 0 ? [...checked] : chosen === null ? [] : [chosen];
    const read = () =>
      refresh(
        'messagerie.lister',
        'messagerie.dossiers',
        'messagerie.lire',
        'reception.actualites',
        'reception.aTraiter',
        'reception.compter',
      );
    const leave = () => {
      setChecked(new Set());
      const at = list.lignes.findIndex(({ id }) => id === chosen);
      const next =
        list.lignes.slice(at + 1).find(({ id }) => !ids.includes(id)) ??
        list.lignes.find(({ id }) => !ids.includes(id));
      setChosen(next?.id ?? null);
      read();
    };
    const run = (work: Promise<unknown>, said: string, annuler: (() => Promise<unknown>) | null) => {
      work.then(() => {
        leave();
        if (annuler === null) tell(said);
        else
          tellUndoable({
            texte: said,
            lieu,
            annuler: async () => {
              await annuler();
              read();
            },
          });
      }, tellError);
    };
    const back = () => call('messagerie.deplacer', { ids, vers: 'reception' });
    return {
      compose: () => setDraft(createComposeDraft(EMPTY_COMPOSITION)),
      reply: (genre) => {
        if (chosen === null) return;
        answering({ id: chosen }, genre).then((start) => setDraft(createComposeDraft(start)), tellError);
      },
      move: () => setAsked('deplacer'),
      remove: () => {
        if (ids.length === 0) return;
        const definitif = dossier === 'supprimes';
        run(
          call('messagerie.supprimer', { ids, definitif }),
          `${ids.length} message(s) ${definitif ? 'effacé(s)' : 'supprimé(s)'}`,
          definitif ? null : back,
        );
      },
      print: () => window.print(),
      assign: () => setAsked('assigner'),
      unassign: () => setAsked('desassigner'),
      archive: () => {
        if (ids.length > 0) run(call('messagerie.archiver', { ids }), `${ids.length} message(s) archivé(s)`, back);
      },
      contacts: () => setAsked('contacts'),
    };
  }, [checked, chosen, dossier, list.lignes, lieu, refresh]);

  const commands = useMemo<readonly Command[]>(() => {
    const command = (id: string, titre: string, key: string, executer: () => void): Command => ({
      id: `messagerie:${id}`,
      titre,
      groupe: 'Édition',
      raccourcis: [key],
      horsTexte: true,
      executer,
    });
    return [
      command('nouveau', texts.nouveau, 'n', acts.compose),
      command('repondre', texts.repondre, 'r', () => acts.reply('repondre')),
      command('transferer', texts.transferer, 'f', () => acts.reply('transferer')),
      command('deplacer', texts.deplacer, 'd', acts.move),
      command('supprimer', texts.supprimer, 'Delete', acts.remove),
      command('assigner', texts.assigner, 'a', acts.assign),
      command('archiver', texts.archiver, 'e', acts.archive),
    ];
  }, [acts]);
  useCommands(commands);

  const open = (ligne: LigneMessage) => {
    if (ligne.envoi === 'brouillon') {
      reopened(ligne.id).then(setDraft, tellError);
      return;
    }
    setChosen(ligne.id);
  };
  const assign = async (id: MessageId, patientId: PatientId, nom: string, confirmeDifference: boolean) => {
    setAsked(null);
    try {
      await call('messagerie.assigner', { id, patientId, confirmeDifference });
      refresh(
        'messagerie.lister',
        'messagerie.dossiers',
        'messagerie.lire',
        'reception.actualites',
        'documents.lister',
      );
      tellUndoable({
        texte: `Message assigné à ${nom}`,
        lieu,
        annuler: async () => {
          await call('messagerie.desassigner', { id, patientId, motif: 'Annulé aussitôt' });
          refresh('messagerie.lister', 'messagerie.dossiers', 'messagerie.lire');
        },
      });
    } catch (error) {
      tellError(error);
    }
  };

  if (folders.data === undefined) {
    return folders.isError ? <ErrorNotice error={folders.error} onRetry={() => void folders.refetch()} /> : <Loading />;
  }
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <Box sx={{ px: 2, py: 1, display: 'grid', gap: 0.75 }} className="pas-imprime">
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
          <Box component="h1" sx={{ m: 0, fontSize: '1.125rem' }}>
            {texts.titre}
          </Box>
          <StateBar />
        </Box>
        <MessageToolbar
          acts={acts}
          message={current}
          count={checked.size > 0 ? checked.size : chosen === null ? 0 : 1}
        />
      </Box>
      <div className="messagerie">
        <FolderTree
          dossiers={folders.data}
          actif={dossier}
          onChoose={(id) => {
            setDossier(id);
            setChosen(null);
            setChecked(new Set());
          }}
        />
        <section className="liste-messages" aria-label="Liste des messages">
          <div
            style={{
              padding: 6,
              display: 'flex',
              gap: 8,
              flexWrap: 'wrap',
              alignItems: 'center',
              fontSize: '0.8125rem',
            }}
          >
            <input
              className="champ"
              type="search"
              aria-label={texts.rechercher}
              placeholder={texts.rechercher}
              style={{ flex: '1 1 12rem' }}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <label>
              <input type="checkbox" checked={everywhere} onChange={(event) => setEverywhere(event.target.checked)} />{' '}
              {texts.partout}
            </label>
            <label>
              <input type="checkbox" checked={unreadOnly} onChange={(event) => setUnreadOnly(event.target.checked)} />{' '}
              {texts.nonLusSeulement}
            </label>
          </div>
          {list.error === null ? null : <ErrorNotice error={list.error} onRetry={list.again} />}
          {list.loading ? (
            <Loading />
          ) : list.lignes.length === 0 ? (
            <p className="vide" style={{ padding: '0 12px' }}>
              {recherche === '' ? texts.vide : texts.rienTrouve}
            </p>
          ) : (
            <MessageList
              lignes={list.lignes}
              total={list.total}
              dossier={dossier}
              choisi={chosen}
              coches={checked}
              onChoose={open}
              onCheck={(id) =>
                setChecked((known) => {
                  const next = new Set(known);
                  if (!next.delete(id)) next.add(id);
                  return next;
                })
              }
              onEnd={list.more}
            />
          )}
        </section>
        <section aria-label="Message choisi" tabIndex={0}>
          {chosen === null ? (
            <p className="vide" style={{ padding: 12 }}>
              {texts.choisir}
            </p>
          ) : message.isError ? (
            <ErrorNotice error={message.error} onRetry={() => void message.refetch()} />
          ) : current === null ? (
            <Loading />
          ) : (
            <MessageView key={current.id} message={current} />
          )}
        </section>
      </div>
      {asked === 'deplacer' ? (
        <MoveDialog
          boite={(list.lignes.find(({ id }) => checked.has(id)) ?? line)?.boite ?? null}
          dossiers={folders.data}
          onClose={() => setAsked(null)}
          onMove={(vers, nom) => {
            const ids = checked.size > 0 ? [...checked] : chosen === null ? [] : [chosen];
            setAsked(null);
            if (ids.length === 0) return;
            call('messagerie.deplacer', { ids, vers }).then(() => {
              setChecked(new Set());
              refresh('messagerie.lister', 'messagerie.dossiers', 'messagerie.lire');
              tell(`${ids.length} message(s) déplacé(s) vers « ${nom} »`);
            }, tellError);
          }}
        />
      ) : null}
      {asked === 'assigner' && line !== null ? (
        <AssignDialog
          ligne={line}
          onClose={() => setAsked(null)}
          onAssign={(patientId, nom, differs) => void assign(line.id, patientId, nom, differs)}
        />
      ) : null}
      {asked === 'desassigner' && line?.patient != null ? (
        <ReasonDialog
          titre={`Désassigner de ${fullName(line.patient)}`}
          raisons={['Mauvais patient', 'Erreur de manipulation']}
          valider={texts.desassigner}
          onCancel={() => setAsked(null)}
          onSubmit={(motif) => {
            const patientId = line.patient?.id;
            setAsked(null);
            if (patientId === undefined) return;
            call('messagerie.desassigner', { id: line.id, patientId, motif }).then(() => {
              refresh('messagerie.lister', 'messagerie.dossiers', 'messagerie.lire', 'documents.lister');
              tell('Message désassigné ; la trace reste');
            }, tellError);
          }}
        />
      ) : null}
      {asked === 'contacts' ? (
        <ContactsDialog
          onClose={() => setAsked(null)}
          onWrite={(adresse) => {
            setAsked(null);
            setDraft(createComposeDraft({ ...EMPTY_COMPOSITION, a: [adresse] }));
          }}
        />
      ) : null}
      {draft === null ? null : <ComposeDialog draft={draft} onClose={() => setDraft(null)} />}
    </Box>
  );
}
