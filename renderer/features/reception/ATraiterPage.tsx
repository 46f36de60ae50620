import { useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ATraiter, Candidat } from '../../../shared/contract/reception.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Command } from '../../app/commands/registry.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tellError } from '../../lib/notices.ts';
import { queryKey, useHygieQuery } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fullName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { proposePatient } from '../patients/proposed-patient.ts';
import { ChoosePatientDialog } from './ChoosePatientDialog.tsx';
import { CompareTraits } from './CompareTraits.tsx';
import { sheetFromHeader } from './header-patient.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import './reception.css';
import { TaskDialog } from './TaskDialog.tsx';
import { texts } from './texts.ts';
import { useDecisions } from './use-decisions.ts';
import { WaitingDetail, type Acts } from './WaitingDetail.tsx';
import { WaitingList } from './WaitingList.tsx';

const REASONS = ['Publicité', 'Erreur de destinataire', 'Déjà au dossier', 'Patient d’un autre cabinet'] as const;
const SHOWN = 300;

type Asked =
  | { readonly kind: 'choisir' | 'ecarter' | 'tache'; readonly ligne: ATraiter }
  | { readonly kind: 'confirmer'; readonly ligne: ATraiter; readonly candidat: Candidat };

/** Everything that arrived and waits for a human; a morning of two hundred is sorted by the keys alone. */
export default function ATraiterPage() {
  const waiting = useHygieQuery('reception.aTraiter', { limite: SHOWN }, { keepPrevious: true });
  const decisions = useDecisions();
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const openDocument = useShell((state) => state.openDocument);
  const openDialog = useShell((state) => state.openDialog);
  const client = useQueryClient();
  const lignes = useMemo(
    () => (waiting.data?.lignes ?? []).filter(({ cle }) => !decisions.decided.has(cle)),
    [waiting.data, decisions.decided],
  );
  const index = Math.min(at, Math.max(0, lignes.length - 1));
  const ligne = lignes[index];

  const acts = useMemo<Acts | null>(() => {
    if (ligne === undefined) return null;
    return {
      choose: () => setAsked({ kind: 'choisir', ligne }),
      create: () => {
        if (ligne.identite === null) return;
        proposePatient({
          fields: sheetFromHeader(ligne.identite),
          onCreated: (patientId: PatientId) => decisions.file(ligne, patientId, 'ce nouveau patient', true),
        });
        openDialog('nouveau-patient');
      },
      setAside: () => setAsked({ kind: 'ecarter', ligne }),
      seen: () => decisions.seen(ligne),
      task: () => setAsked({ kind: 'tache', ligne }),
      open: () => {
        if (ligne.patient !== null && ligne.documentId !== null) openDocument(ligne.patient.id, ligne.documentId);
      },
      candidate: (candidat) => {
        if (candidat.differents.length > 0 || candidat.reserve !== null)
          setAsked({ kind: 'confirmer', ligne, candidat });
        else decisions.file(ligne, candidat.patient.id, fullName(candidat.patient), false);
      },
    };
  }, [ligne, decisions, openDialog, openDocument]);

  const candidates = useMemo(() => {
    const read = () =>
      ligne?.rapport == null
        ? []
        : (client.getQueryData<Output<'reception.rapport'>>(queryKey('reception.rapport', ligne.rapport))?.candidats ??
          []);
    return read;
  }, [client, ligne]);

  const commands = useMemo<readonly Command[]>(() => {
    if (acts === null || ligne === undefined) return [];
    const command = (id: string, titre: string, key: string, executer: () => void): Command => ({
      id: `a-traiter:${id}`,
      titre,
      groupe: 'Édition',
      raccourcis: [key],
      horsTexte: true,
      executer,
    });
    const all = [command('tache', texts.tache, 't', acts.task)];
    if (ligne.genre === 'a-voir') {
      all.push(command('vu', texts.vu, 'v', acts.seen), command('ouvrir', texts.ouvrir, 'o', acts.open));
      return all;
    }
    all.push(command('ecarter', texts.ecarter, 'e', acts.setAside));
    if (ligne.genre === 'illisible') return all;
    all.push(command('choisir', texts.choisir, 'c', acts.choose));
    if (ligne.identite !== null) all.push(command('creer', texts.creer, 'n', acts.create));
    for (let position = 1; position <= 5; position++) {
      all.push(
        command(`candidat-${position}`, `Attribuer au dossier ${position}`, String(position), () => {
          const candidat = candidates()[position - 1];
          if (candidat !== undefined) acts.candidate(candidat);
        }),
      );
    }
    return all;
  }, [acts, ligne, candidates]);
  useCommands(commands);

  if (waiting.data === undefined) {
    return waiting.isError ? (
      <ErrorNotice error={waiting.error} onRetry={() => void waiting.refetch()} />
    ) : (
      <Loading texte={texts.lecture} />
    );
  }
  const close = () => setAsked(null);
  const compare = async (about: ATraiter, patientId: PatientId) => {
    if (about.rapport === null) return;
    try {
      const candidat = await call('reception.comparer', { ...about.rapport, patientId });
      setAsked({ kind: 'confirmer', ligne: about, candidat });
    } catch (error) {
      tellError(error);
    }
  };
  const hidden = waiting.data.total - waiting.data.lignes.length;
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <div style={{ display: 'flex', gap: 16, alignItems: 'baseline', padding: '8px 16px', flexWrap: 'wrap' }}>
        <h1 style={{ margin: 0, fontSize: '1.125rem' }}>
          {texts.titre} ({waiting.data.total - (waiting.data.lignes.length - lignes.length)})
        </h1>
        <span className="discret" style={{ fontSize: '0.75rem' }}>
          {lignes.length === 0 ? '' : texts.aide}
        </span>
      </div>
      {ligne === undefined || acts === null ? (
        <p className="vide" style={{ padding: '0 16px' }}>
          {texts.rien}
        </p>
      ) : (
        <div className="page-a-traiter" style={{ flex: 1, minHeight: 0 }}>
          <WaitingList lignes={lignes} index={index} onMove={setAt} />
          <WaitingDetail key={ligne.cle} ligne={ligne} acts={acts} />
        </div>
      )}
      {hidden > 0 ? (
        <p className="discret" style={{ padding: '0 16px' }}>
          {hidden} autres, plus récents, apparaîtront ensuite.
        </p>
      ) : null}
      {asked?.kind === 'choisir' ? (
        <ChoosePatientDialog
          titre={asked.ligne.titre}
          onCancel={close}
          onChoose={(patient) => void compare(asked.ligne, patient.id)}
        />
      ) : null}
      {asked?.kind === 'confirmer' ? (
        <ConfirmDialog
          open
          titre={`Attribuer à ${fullName(asked.candidat.patient)} ?`}
          confirmer="Attribuer à ce dossier"
          danger={asked.candidat.differents.length > 0}
          onCancel={close}
          onConfirm={() => {
            decisions.file(asked.ligne, asked.candidat.patient.id, fullName(asked.candidat.patient), true);
            close();
          }}
        >
          <CompareTraits identite={asked.ligne.identite} candidats={[asked.candidat]} onChoose={null} />
        </ConfirmDialog>
      ) : null}
      {asked?.kind === 'ecarter' ? (
        <ReasonDialog
          titre={`Écarter « ${asked.ligne.titre} »`}
          raisons={REASONS}
          valider={texts.ecarter}
          onCancel={close}
          onSubmit={(motif) => {
            decisions.setAside(asked.ligne, motif);
            close();
          }}
        />
      ) : null}
      {asked?.kind === 'tache' ? <TaskDialog ligne={asked.ligne} onClose={close} /> : null}
    </div>
  );
}
