import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_NOTE, NoteContent, type Note } from '../../../../shared/domain/medical.ts';
import type { ElementId, NoteId } from '../../../../shared/ids.ts';
import { contentOf, measureErrors, measuresSentence, readMeasure, textOf, withProblems } from './measures.ts';
import { createNoteDraft, mergeUnknownDraft, type NoteCalls } from './note-draft.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ID = '33333333-3333-4333-8333-333333333333' as NoteId;
const kept = (content: Partial<NoteContent> = {}) => ({ ...EMPTY_NOTE, ...content, id: ID }) as Note;

function host(onDisk: Note) {
  const saved: NoteContent[] = [];
  const calls: NoteCalls = {
    start: vi.fn(() => Promise.resolve(onDisk)),
    save: (_id, content) => Promise.resolve((saved.push(content), '2026-11-23T00:00:00.000Z')),
    sign: vi.fn((_id: NoteId, content: NoteContent) => Promise.resolve(kept(content))),
  };
  return { calls, saved };
}

test('measures are read as doctors type them, and refused out of their range', () => {
  expect(readMeasure('poids', '72,5')).toEqual({ value: 72.5, error: null });
  expect(readMeasure('poids', '')).toEqual({ value: null, error: null });
  expect(readMeasure('poids', '7kg').error).toBe('nombre attendu');
  expect(readMeasure('systolique', '13,5').error).toBe('nombre entier attendu');
  expect(readMeasure('taille', '1,75').error).toBe('entre 20 et 260 cm');
});

test('a measure being typed never keeps the note off the disk', () => {
  const text = { ...textOf(EMPTY_NOTE), texte: 'Toux', poids: '7250' };
  expect(NoteContent.parse(contentOf(text))).toEqual({ ...EMPTY_NOTE, texte: 'Toux' });
  expect(Object.keys(measureErrors(text))).toEqual(['poids']);
});

test('a former note says its measures in one line', () => {
  const note = { ...EMPTY_NOTE, poids: 72.5, taille: 175, systolique: 130, diastolique: 80 };
  expect(measuresSentence(note, 23.7)).toBe('72,5 kg · 175 cm · IMC 23,7 · TA 130/80 mmHg');
  expect(measuresSentence(EMPTY_NOTE, null)).toBe('');
});

test('a problem that is taken away leaves its words in the note, and a merged draft keeps both', () => {
  const problem = (libelle: string, texte: string) => ({ id: libelle as ElementId, libelle, texte });
  const note = { ...textOf(EMPTY_NOTE), texte: 'Fatigue', problemes: [problem('HTA', '14/9'), problem('Genou', '')] };
  expect(withProblems(note, [problem('Genou', '')])).toEqual({
    texte: 'Fatigue\nHTA : 14/9',
    problemes: [problem('Genou', '')],
  });
  expect(withProblems({ ...note, texte: 'x'.repeat(50_000) }, [])).toEqual({});
  expect(withProblems(note, [problem('HTA', '14/9')])).toEqual({ problemes: [problem('HTA', '14/9')] });
  const known = { ...EMPTY_NOTE, problemes: [problem('HTA', 'avant')] };
  expect(mergeUnknownDraft(known, note).problemes).toEqual([problem('HTA', 'avant\n14/9'), problem('Genou', '')]);
});

test('a note begins on the disk at the first key, once', async () => {
  const { calls, saved } = host(kept());
  const draft = createNoteDraft(null, calls);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.start).not.toHaveBeenCalled();
  draft.change({ motif: 'Toux' });
  draft.change({ texte: 'Depuis cinq jours' });
  await vi.advanceTimersByTimeAsync(5_000);
  draft.change({ texte: 'Depuis six jours' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.start).toHaveBeenCalledTimes(1);
  expect(saved.at(-1)).toMatchObject({ motif: 'Toux', texte: 'Depuis six jours' });
});

test('a draft that the window did not know of loses nothing', async () => {
  const { calls, saved } = host(kept({ texte: 'Écrit avant la coupure', poids: 70 }));
  const draft = createNoteDraft(null, calls);
  draft.change({ texte: 'Écrit après' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved.at(-1)).toMatchObject({ texte: 'Écrit avant la coupure\nÉcrit après', poids: 70 });
  expect(mergeUnknownDraft(kept(), textOf(kept({ texte: 'x' }))).texte).toBe('x');
});

test('what is signed is what is on the screen', async () => {
  const { calls } = host(kept());
  const draft = createNoteDraft(kept({ motif: 'Toux' }), calls);
  draft.change({ texte: 'Dernière phrase' });
  const signed = await draft.sign();
  expect(signed).toMatchObject({ motif: 'Toux', texte: 'Dernière phrase' });
  expect(draft.autosave.isDirty()).toBe(false);
});
