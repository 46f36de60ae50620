import { deflateSync } from 'node:zlib';

/** Documents of correspondents for the reading window, written here: a structured letter with what a narrative may hold, and a level 1 in text. */
interface Correspondence {
  readonly id: string;
  readonly titre: string;
  /** LOINC type and its name. */
  readonly type: readonly [string, string];
  readonly body: string;
}

/** CDA R2 about Henri CHEMIN of the demonstration, signed by a cardiologist. */
function cdaAboutChemin({ id, titre, type, body }: Correspondence): Buffer {
  const person = '<name><prefix>M</prefix><given>Paul</given><family>RIVIERE</family><suffix>DR</suffix></name>';
  const hospital =
    '<id root="1.2.250.1.71.4.2.2" extension="1750000009"/><name>Centre hospitalier des Lilas</name><telecom value="tel:0140000000"/>';
  const role = `<id root="1.2.250.1.71.4.2.1" extension="899700000777"/><code code="G15_10/SM04" displayName="Médecin - Cardiologie" codeSystem="1.2.250.1.213.1.1.4.5"/>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/feuille.xsl"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<realmCode code="FR"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<templateId root="1.2.250.1.213.1.1.1.1"/><id root="1.2.250.1.999.7" extension="${id}"/>
<code code="${type[0]}" displayName="${type[1]}" codeSystem="2.16.840.1.113883.6.1"/><title>${titre}</title>
<effectiveTime value="20260310143000+0100"/>
<confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/><languageCode code="fr-FR"/>
<setId root="1.2.250.1.999.7" extension="${id}-lot"/><versionNumber value="1"/>
<recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="148085121599955"/><addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>
<patient><name><family qualifier="BR">CHEMIN</family><given>Henri</given><given qualifier="BR">Henri</given></name>
<administrativeGenderCode code="M" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19480818"/>
<birthplace><place><addr><county>51215</county></addr></place></birthplace></patient></patientRole></recordTarget>
<author><time value="20260310143000+0100"/><assignedAuthor>${role}<assignedPerson>${person}</assignedPerson><representedOrganization>${hospital}</representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization>${hospital}</representedCustodianOrganization></assignedCustodian></custodian>
<legalAuthenticator><time value="20260310144500+0100"/><signatureCode code="S"/><assignedEntity>${role}<assignedPerson>${person}</assignedPerson></assignedEntity></legalAuthenticator>
<component>${body}</component></ClinicalDocument>`);
}

/** A small drawing as PNG: a curve on white. */
export function picture(): string {
  const [width, height] = [160, 60];
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let line = 0; line < height; line++) rows[line * (width + 1)] = 0;
  for (let x = 0; x < width; x++) {
    const y = Math.round(height / 2 + 22 * Math.sin(x / 9) * Math.exp(-x / 90));
    for (const line of [y, y + 1]) rows[line * (width + 1) + 1 + x] = 40;
  }
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    let crc = ~0;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeInt32BE(~crc);
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
}

const section = (titre: string, text: string, inner = ''): string =>
  `<component><section><title>${titre}</title><text>${text}</text>${inner}</section></component>`;

/** A discharge letter with sections, a nested one, a table, a list, a picture, a footnote, and what must stay dead: a link, a script. */
export function structuredLetter(): Buffer {
  const picturesEntry = `<entry><observationMedia classCode="OBS" moodCode="EVN" ID="trace"><value mediaType="image/png" representation="B64">${picture()}</value></observationMedia></entry>`;
  const table =
    '<table><caption>Traitement de sortie</caption><thead><tr><th>Médicament</th><th colspan="2">Posologie</th></tr></thead><tbody><tr><td styleCode="Bold">Bisoprolol 5 mg</td><td>1 le matin</td><td rowspan="2">à poursuivre</td></tr><tr><td>Apixaban 5 mg</td><td>1 matin et soir</td></tr></tbody></table>';
  return cdaAboutChemin({
    id: 'LETTRE-1',
    titre: 'Lettre de liaison à la sortie',
    type: ['11490-0', 'Lettre de liaison à la sortie d’un établissement de soins'],
    body: `<structuredBody>${section('Motif d’hospitalisation', '<paragraph>Fibrillation atriale découverte sur un <content styleCode="Bold">bilan de palpitations</content>.<footnote ID="n1">Première crise documentée.</footnote></paragraph>')}
${section('Examens', '<paragraph>Électrocardiogramme d’entrée :</paragraph><renderMultiMedia referencedObject="trace"/>', picturesEntry + section('Échographie', '<list><item>FEVG 55 %</item><item>Oreillette gauche dilatée</item></list>'))}
${section('Traitement', `${table}<linkHtml href="javascript:document.title='piege'">Notice</linkHtml><script>document.title='piege'</script>`)}</structuredBody>`,
  });
}

export function textLetter(): Buffer {
  const text = 'Cher confrère,\n\nJ’ai revu M. CHEMIN ce jour : <b>examen normal</b>.\n\nDr Paul RIVIERE';
  return cdaAboutChemin({
    id: 'LETTRE-2',
    titre: 'Avis de cardiologie',
    type: ['11488-4', 'CR ou fiche de consultation ou de visite'],
    body: `<nonXMLBody><text mediaType="text/plain" representation="B64">${Buffer.from(text).toString('base64')}</text></nonXMLBody>`,
  });
}

/** A letter whose body is this PDF. */
export function pdfLetter(pdf: Buffer): Buffer {
  return cdaAboutChemin({
    id: 'LETTRE-4',
    titre: 'Compte rendu de pneumologie',
    type: ['11488-4', 'CR ou fiche de consultation ou de visite'],
    body: `<nonXMLBody><text mediaType="application/pdf" representation="B64">${pdf.toString('base64')}</text></nonXMLBody>`,
  });
}

/** A document of some 300 kB with many sections, tables and rows: what the longest hospital letters weigh. */
export function longLetter(): Buffer {
  const row = (rank: number): string =>
    `<tr><td>Mesure ${rank}</td><td>${(rank * 7) % 100},${rank % 10}</td><td>unité</td><td>Commentaire du relevé numéro ${rank}, sans particularité.</td></tr>`;
  const one = (rank: number): string =>
    section(
      `Chapitre ${rank}`,
      `<paragraph>${'Texte du chapitre, comme l’écrivent les services. '.repeat(24)}</paragraph><table><tbody>${Array.from({ length: 50 }, (_, index) => row(index)).join('')}</tbody></table>`,
    );
  return cdaAboutChemin({
    id: 'LETTRE-3',
    titre: 'Dossier de séjour',
    type: ['34112-3', 'CR hospitalier (séjour)'],
    body: `<structuredBody>${Array.from({ length: 40 }, (_, index) => one(index + 1)).join('')}</structuredBody>`,
  });
}
