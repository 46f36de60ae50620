import iconv from 'iconv-lite';

/** The twelve lines of a header, by position. */
export const HEADER = {
  number: 'A1234',
  name: 'LAMBERT',
  firstName: 'ÉLODIE',
  address1: '3 RUE DES ÉCOLES',
  address2: '',
  town: '31000 TOULOUSE',
  birth: '05/04/1962',
  social: '',
  order: 'DOS-42',
  date: '16/03/2026',
  sender: 'SYNBIO     LABO SYNBIO',
  recipient: 'MED01      DR MARTIN PAUL',
};
export type HeaderFields = typeof HEADER;

export const headerLines = (changes: Partial<HeaderFields> = {}): string[] => Object.values({ ...HEADER, ...changes });

export interface WrittenMessage {
  readonly header?: Partial<HeaderFields>;
  readonly text?: readonly string[];
  readonly lab?: readonly string[];
}

/** A message as a laboratory writes it: header, blank line, text, machine-readable part, end mark. */
export function messageLines({ header = {}, text = [], lab }: WrittenMessage): string[] {
  return [...headerLines(header), '', ...text, ...(lab ? ['****LAB****', ...lab] : []), '****FIN****'];
}

export const END = '****FINFICHIER****';
export const fileLines = (...messages: readonly WrittenMessage[]): string[] => [
  ...messages.flatMap(messageLines),
  END,
  '',
];

/** Lines as bytes; windows-1252 and CRLF unless told otherwise. */
export function bytesOf(lines: readonly string[], charset = 'windows-1252', lineEnd = '\r\n'): Buffer {
  return iconv.encode(lines.join(lineEnd), charset, { addBOM: charset.startsWith('utf-16') });
}

export const TYPICAL_LAB: readonly string[] = [
  'TEX|BIOCHIMIE',
  'RES|Glycémie à jeun|GLU|N|0.91|g/L|0.70|1.10|N|F|5.05|mmol/L|3.89|6.11',
  'TEX|Prélèvement veineux.',
  'RES|Potassium|K|N|5.6|mmol/L|3.5|5.1|H|F',
  'RES|Créatinine|CREA|N|8.1|mg/L|6.0|11.0||F',
  'TEX|HÉMATOLOGIE',
  'RES|Hémoglobine|HB|N|13.8|g/dL|12.0|16.0|N|F',
  'RES|Leucocytes|GB|N|6200|/mm3|4000|10000|N|F',
  'RES|Lymphocytes|LY|N|54|%||||F|1577|/mm3|1000|4000',
];

export const TYPICAL_TEXT: readonly string[] = [
  'LABORATOIRE DE BIOLOGIE MÉDICALE SYNBIO',
  'Prélevé le 16/03/2026 à 08:10, édité le 16/03/2026',
  'Glycémie à jeun ........ 0,91 g/L (0,70 à 1,10) Antériorité 12/01/2025 : 1,02',
  'Résultats validés par le biologiste médical.',
];
