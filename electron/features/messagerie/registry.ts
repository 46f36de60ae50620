import { assignMail, keepLateArrival, settleMails, unassignMail } from './assign.commands.ts';
import { useBox } from './boxes.commands.ts';
import { mailCandidates } from './candidates.ts';
import { dropDraft, saveDraft } from './drafts.commands.ts';
import { draftToMirror, readDraft } from './drafts.repository.ts';
import {
  createMailFolder,
  deleteMailFolder,
  followFolders,
  noteFolder,
  renameMailFolder,
  renumberFolder,
} from './folders.commands.ts';
import { readFollowUp, readJobsFollowUp } from './followup.repository.ts';
import { eraseMails, markMails, moveMails } from './gestures.commands.ts';
import { indexMails } from './index-mail.commands.ts';
import { followServer, keepMails } from './keep.commands.ts';
import { listMails, listPatientMails, readFolders } from './list.repository.ts';
import { messageNews } from './news.repository.ts';
import { beginSending, nextToSend, noteCopied, noteOutcome, queueMails, recoverOutbox } from './outbox.commands.ts';
import { cancelSending, resolveSending, resumeOutbox, sendAgain } from './outbox-decisions.commands.ts';
import { readMailBytes, readMailRow } from './read.repository.ts';
import { noteReceiptSent } from './receipt.commands.ts';
import { noteReplayed, noteReplayFailure } from './replay.commands.ts';
import { mailForReply } from './reply.repository.ts';
import {
  countOperations,
  foldersToSync,
  knownUids,
  lostMails,
  mailsToRead,
  mailsToSettle,
  operationsToReplay,
  renumberedMails,
} from './sync.repository.ts';

/** Commands and queries of the mailbox, for the record's threads. */
export const MESSAGERIE_ENTRIES = [
  useBox,
  keepMails,
  followServer,
  indexMails,
  settleMails,
  assignMail,
  unassignMail,
  keepLateArrival,
  followFolders,
  noteFolder,
  renumberFolder,
  createMailFolder,
  renameMailFolder,
  deleteMailFolder,
  markMails,
  moveMails,
  eraseMails,
  noteReceiptSent,
  noteReplayed,
  noteReplayFailure,
  saveDraft,
  dropDraft,
  queueMails,
  resumeOutbox,
  recoverOutbox,
  beginSending,
  noteOutcome,
  noteCopied,
  cancelSending,
  sendAgain,
  resolveSending,
  readFolders,
  listMails,
  listPatientMails,
  readMailRow,
  readMailBytes,
  readDraft,
  draftToMirror,
  readFollowUp,
  readJobsFollowUp,
  mailCandidates,
  mailForReply,
  messageNews,
  nextToSend,
  foldersToSync,
  knownUids,
  lostMails,
  renumberedMails,
  mailsToRead,
  mailsToSettle,
  operationsToReplay,
  countOperations,
] as const;
