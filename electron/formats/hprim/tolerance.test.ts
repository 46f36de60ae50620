import { expect, test } from 'vitest';
import { identityReserve, looksLikeHprim, readHprim } from './index.ts';
import { bytesOf, END, fileLines, headerLines, messageLines, TYPICAL_LAB, TYPICAL_TEXT } from './testing/writer.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
const read = (lines: readonly string[]) => readHprim(bytesOf(lines), { now: NOW });
const readBytes = (bytes: Uint8Array) => readHprim(bytes, { now: NOW });
const ONE = { text: TYPICAL_TEXT, lab: TYPICAL_LAB };

test('a written header comes back as it was', () => {
  const { reports, outcome, reason, warnings } = read(fileLines(ONE));
  expect({ outcome, reason, warnings }).toEqual({ outcome: 'read', reason: null, warnings: [] });
  const [report] = reports;
  expect(report?.warnings).toEqual([]);
  expect(report?.identity).toEqual({
    ins: null,
    nom: 'LAMBERT',
    nomUtilise: null,
    premierPrenom: null,
    prenoms: 'ÉLODIE',
    datesNaissance: ['1962-04-05'],
    sexe: null,
    lieuNaissanceInsee: null,
    adresse: ['3 RUE DES ÉCOLES', '31000 TOULOUSE'],
    numeroSecuriteSociale: null,
    identifiantEmetteur: 'A1234',
  });
  expect(report?.document).toMatchObject({
    bytes: null,
    date: '2026-03-16',
    sampledAt: '2026-03-16T08:10',
    senderCode: 'SYNBIO',
    organisation: 'LABO SYNBIO',
    recipient: 'DR MARTIN PAUL',
    orderNumber: 'DOS-42',
    typeCode: '11502-2',
  });
  expect(report?.text).toContain('Prélevé le 16/03/2026 à 08:10');
});

test('results have section, comment, second expression, code by label and date', () => {
  const results = read(fileLines(ONE)).reports[0]?.results ?? [];
  expect(results.map(({ rang, code, section }) => [rang, code, section])).toEqual([
    [1, 'GLU', 'BIOCHIMIE'],
    [2, 'K', 'BIOCHIMIE'],
    [3, 'CREA', 'BIOCHIMIE'],
    [4, 'HB', 'HÉMATOLOGIE'],
    [5, 'GB', 'HÉMATOLOGIE'],
    [6, 'LY', 'HÉMATOLOGIE'],
  ]);
  expect(results[0]).toMatchObject({
    loinc: '1558-6',
    loincOrigine: 'libelle',
    value2: 5.05,
    comment: 'Prélèvement veineux.',
  });
  expect(results[0]?.date).toBe('2026-03-16T08:10');
  expect(results[5]).toMatchObject({ unit: '%', loinc: null, value2: 1577, unit2: '/mm3' });
});

test('numbers of the text never become results', () =>
  expect(read(fileLines({ text: TYPICAL_TEXT })).reports[0]).toMatchObject({ results: [], kind: 'biology' }));

test('blank lines before the header are dropped only when that puts a date at line 7', () => {
  const shiftedBack = read(['', '', ...fileLines(ONE)]).reports[0];
  expect(shiftedBack).toMatchObject({ identity: { nom: 'LAMBERT', datesNaissance: ['1962-04-05'] }, warnings: [] });
  const blankNumber = read([...headerLines({ number: '' }), 'texte', '****FIN****', END]).reports[0];
  expect(blankNumber?.identity).toMatchObject({ nom: 'LAMBERT', identifiantEmetteur: null });
});

test('a line more or less in the address shifts the header, which is said and never files alone', () => {
  const [first, second, third, ...rest] = headerLines();
  for (const lines of [
    [first, second, third, 'BÂTIMENT B', ...rest],
    [first, second, third, ...rest.slice(1)],
  ]) {
    const report = read([...lines.map(String), '', 'Texte', '****FIN****', END]).reports[0];
    expect(report?.identity).toMatchObject({ nom: 'LAMBERT', datesNaissance: ['1962-04-05'] });
    expect(report?.document).toMatchObject({ orderNumber: 'DOS-42', date: '2026-03-16', senderCode: 'SYNBIO' });
    expect(report && identityReserve(report)).toContain('décalé');
  }
});

test.each([
  ['cut after line 7', headerLines().slice(0, 7)],
  ['cut after line 11', headerLines().slice(0, 11)],
  ['without name', headerLines({ name: '' })],
])('a header %s is kept, with what can be read', (_, header) => {
  const { outcome, reason, reports } = read([...header, '****LAB****', ...TYPICAL_LAB, '****FIN****', END]);
  expect({ outcome, reason }).toEqual({ outcome: 'kept_raw', reason: 'ENTETE_TRONQUE' });
  expect(reports[0]?.results).toHaveLength(6);
  expect(reports[0] && identityReserve(reports[0])).toBe('En-tête incomplet.');
});

test('results alone: parsed, patient unknown', () => {
  for (const lines of [TYPICAL_LAB, ['****LAB****', ...TYPICAL_LAB], ['', ...TYPICAL_LAB, '****FIN****', END]]) {
    const { outcome, reports } = read(lines);
    expect(outcome).toBe('read');
    expect(reports).toMatchObject([{ identity: null }]);
    expect(reports[0]?.results).toHaveLength(6);
  }
});

test.each([
  ['no end at all', [...headerLines(), ...TYPICAL_TEXT, '****LAB****', ...TYPICAL_LAB]],
  ['only the end of file', [...headerLines(), ...TYPICAL_TEXT, '****LAB****', ...TYPICAL_LAB, END]],
  ['ends inverted', [...headerLines(), ...TYPICAL_TEXT, '****LAB****', ...TYPICAL_LAB, END, '****FIN****']],
  ['text between the ends', [...messageLines(ONE), 'Bonne réception', END]],
  ['text after the ends', [...messageLines(ONE), END, 'Bonne réception']],
])('%s: read and said', (_, lines) => {
  const { reports, outcome, warnings } = read(lines);
  expect(outcome).toBe('read');
  expect(reports).toHaveLength(1);
  expect(reports[0]?.results).toHaveLength(6);
  expect(warnings.length + (reports[0]?.warnings.length ?? 0)).toBeGreaterThan(0);
});

test('a second end mark and what follows it make no phantom report', () => {
  const { reports } = read([...messageLines(ONE), '****FIN****', 'Merci de votre confiance', '', '****FIN****', END]);
  expect(reports).toHaveLength(1);
  expect(reports[0]?.text).toContain('Merci de votre confiance');
});

test('several patients: one report each, with its own bytes and nobody else’s', () => {
  const { reports } = read(
    fileLines(
      ONE,
      { ...ONE, header: { name: 'DURAND', order: 'X2' } },
      { header: { name: 'PETIT' }, text: ['Lettre'] },
    ),
  );
  expect(reports.map(({ rank, identity }) => [rank, identity?.nom])).toEqual([
    [1, 'LAMBERT'],
    [2, 'DURAND'],
    [3, 'PETIT'],
  ]);
  const texts = reports.map(({ document }) => Buffer.from(document.bytes ?? []).toString('utf8'));
  expect(texts[0]).toContain('LAMBERT');
  expect(texts[0]).not.toContain('DURAND');
  expect(texts[1]).not.toContain('PETIT');
});

test('a message whose end is lost never takes the results of the next one', () => {
  const first = messageLines(ONE).slice(0, -1);
  const second = messageLines({ ...ONE, header: { name: 'DURAND' } });
  const { reports } = read([...first, ...second, END]);
  expect(reports.map(({ identity, results }) => [identity?.nom, results.length])).toEqual([
    ['LAMBERT', 6],
    ['DURAND', 6],
  ]);
});

test('a second header without a valid birth date is somebody’s report, who cannot be matched alone', () => {
  const { reports } = read(fileLines(ONE, { ...ONE, header: { name: 'DURAND', birth: '31/02/1960' } }));
  expect(reports).toHaveLength(2);
  expect(reports[1]?.identity).toMatchObject({ nom: 'DURAND', datesNaissance: [] });
  expect(reports[0]?.results).toHaveLength(6);
});

test('results after an end mark without header belong to nobody known', () => {
  const { reports } = read([...messageLines(ONE), '****LAB****', ...TYPICAL_LAB, '****FIN****', END]);
  expect(reports.map(({ identity }) => identity?.nom ?? null)).toEqual(['LAMBERT', null]);
});

test('results before LAB, or LAB missing: parsed', () => {
  expect(
    read([...headerLines(), 'Texte', ...TYPICAL_LAB, '****LAB****', '****FIN****', END]).reports[0]?.results,
  ).toHaveLength(6);
  expect(read([...headerLines(), 'Texte', ...TYPICAL_LAB, '****FIN****', END]).reports[0]?.results).toHaveLength(6);
});

test('marks in lower case, with blanks, with other counts of stars', () => {
  const { reports, warnings } = read([
    ...headerLines(),
    'Texte',
    ' ****lab****',
    ...TYPICAL_LAB,
    '*** FIN ****',
    '*****finfichier*****',
  ]);
  expect(warnings).toEqual([]);
  expect(reports[0]?.results).toHaveLength(6);
  expect(reports[0]?.warnings).toEqual([]);
});

test('soit lines are the second expression of the result before them', () => {
  const lab = [
    'RES|Glycémie|GLU|N|0.91|g/L|0.7|1.1|N|F',
    'RES|soit|GLU2|N|5.05|mmol/L|3.9|6.1|N|F',
    'RES|soit|X|A|peu||||N|F',
  ];
  const results = read(fileLines({ lab })).reports[0]?.results;
  expect(results).toHaveLength(1);
  expect(results?.[0]).toMatchObject({ value: 0.91, value2: 5.05, unit2: 'mmol/L', comment: 'soit peu' });
});

test('lines that are none of ours stay readable', () => {
  const { reports } = read(
    fileLines({ lab: ['LAB|quelque chose', 'du texte perdu', 'TIT|IMMUNOLOGIE', ...TYPICAL_LAB.slice(3, 4)] }),
  );
  expect(reports[0]?.text).toContain('du texte perdu');
  expect(reports[0]?.warnings.join()).toContain('non reconnues');
  expect(reports[0]?.results[0]?.section).toBe('IMMUNOLOGIE');
});

test('isolates group their antibiogram', () => {
  const lab = [
    'TEX|ECBU',
    'TEX|Germe : Escherichia coli',
    'RES|Amoxicilline|AMX|A|Résistant||||R|F',
    'TEX|BIOCHIMIE',
    ...TYPICAL_LAB.slice(3, 4),
  ];
  const results = read(fileLines({ lab })).reports[0]?.results;
  expect(results?.[0]).toMatchObject({ groupe: ['Escherichia coli'], section: 'ECBU', interpretation: 'R' });
  expect(results?.[1]).toMatchObject({ groupe: [], section: 'BIOCHIMIE' });
});

test('the text before LAB is shown, else the TEX lines; HTML of senders is resolved as text', () => {
  const repeated = ['TEX|Ligne A', 'RES|K|K|N|4|mmol/L|||N|F', 'TEX|Ligne B'];
  expect(read(fileLines({ lab: repeated })).reports[0]?.text).toBe('Ligne A\nLigne B');
  const html = read(
    fileLines({ text: ['R&eacute;sultat&nbsp;: <b>5</b> &lt; 6<br />Na<K et <script>alert(1)</script>'] }),
  );
  expect(html.reports[0]?.text).toBe('Résultat : 5 < 6\nNa<K et alert(1)');
});

test.each([
  ['Prélevé le 15/03/2026 à 07h45', '2026-03-15T07:45'],
  ['Date de prélèvement : 15/03/26', '2026-03-15'],
  ['PRÉLÈVEMENT DU 15/03/2026 À 7 H 45', '2026-03-15T07:45'],
  ['Examen du 14/03/2026', '2026-03-14'],
  ['Prélevé le 31/02/2026', '2026-03-16'],
  ['Prélevé le 15/03/2030 à 08:00', '2026-03-16'],
  ['Prélevé le 15/03/1950', '2026-03-16'],
  ['Antériorité du 12/01/2025', '2026-03-16'],
])('sampling: « %s » is %s', (line, at) =>
  expect(read(fileLines({ text: [line], lab: TYPICAL_LAB })).reports[0]?.document.sampledAt).toBe(at),
);

test('nothing says the date: none is made up', () => {
  const report = read(fileLines({ header: { date: '' }, lab: TYPICAL_LAB })).reports[0];
  expect(report?.document).toMatchObject({ date: null, sampledAt: null });
  expect(report?.results[0]?.date).toBeNull();
});

test.each([
  [{ lab: ['RES|K|K|A|En cours|||||F'] }, 'partial'],
  [{ lab: ['RES|K|K|N|4|mmol/L||||P'] }, 'partial'],
  [{ text: ['RÉSULTATS PARTIELS'], lab: ['RES|K|K|N|4|mmol/L||||F'] }, 'partial'],
  [{ lab: ['RES|K|K|N|4|mmol/L||||C'] }, 'corrected'],
  [{ text: ['ANNULE ET REMPLACE LE COMPTE RENDU PRÉCÉDENT'], lab: TYPICAL_LAB }, 'corrected'],
  [{ text: ['Calcium corrigé : 2,3'], lab: TYPICAL_LAB }, 'final'],
  [{ text: ['Traitement à suivre pendant un mois'] }, 'final'],
] as const)('status of %j is %s', (message, status) =>
  expect(read(fileLines(message)).reports[0]?.status).toBe(status),
);

test('two disagreeing expressions are said', () => {
  const lab = ['RES|Glycémie|GLU|N|0.91|g/L|0.7|1.1|N|F|50.5|mmol/L'];
  expect(read(fileLines({ lab })).reports[0]?.warnings.join()).toContain('3 %');
});

test.each([
  ['nothing', '', 'FICHIER_VIDE'],
  ['blanks', ' \r\n \r\n', 'FICHIER_VIDE'],
  ['Apicrypt', '$APICRYPT v2\r\nabcdef', 'CHIFFRE'],
  ['Apicrypt under a header', [...headerLines(), '', '$APICRYPT', 'xyz', '****FIN****', END].join('\r\n'), 'CHIFFRE'],
  ['HPRIM Santé', 'H|~^\\&|file|pass|LABO\rP|1\rL|1', 'HPRIM_SANTE'],
  ['PDF', '%PDF-1.7', 'FORMAT_INCONNU'],
  ['XML', '<?xml version="1.0"?><a/>', 'FORMAT_INCONNU'],
  ['binary', 'a\0b', 'FORMAT_INCONNU'],
  ['a shopping list', 'lait\npain\nbeurre', 'FORMAT_INCONNU'],
  ['too much', 'RES|a\n'.repeat(1_000_000), 'TAILLE'],
  ['too many lines', '\n'.repeat(200_001) + 'x', 'TAILLE'],
])('%s is kept as it is', (_, text, reason) =>
  expect(readBytes(Buffer.from(text))).toMatchObject({ outcome: 'kept_raw', reason }),
);

test('recognised by content', () => {
  expect(looksLikeHprim(bytesOf(fileLines(ONE)))).toBe(true);
  expect(looksLikeHprim(bytesOf(fileLines(ONE), 'utf-16le'))).toBe(true);
  expect(looksLikeHprim(bytesOf([...headerLines(), 'Cher confrère']))).toBe(true);
  expect(looksLikeHprim(bytesOf(TYPICAL_LAB))).toBe(true);
  for (const other of [
    '',
    '%PDF-1.7',
    '<?xml version="1.0"?>',
    'From: a@b\r\nSubject: RES|\r\nDate: x\r\n\r\n',
    'bonjour',
  ])
    expect(looksLikeHprim(Buffer.from(other)), other).toBe(false);
});
