/** Small CDA documents for tests: a header that every reader takes, and the body of the test. */
export interface CdaSample {
  readonly code?: string;
  readonly codeName?: string;
  readonly title?: string;
  readonly effectiveTime?: string;
  /** Whole content of `component`. */
  readonly body: string;
  /** Header elements laid before `component`. */
  readonly header?: string;
}

const RESULT_TEMPLATE = '<templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>';

export function cdaSample({
  code = '11502-2',
  codeName = 'CR d’examens biologiques',
  title = 'Compte rendu d’examens biologiques',
  effectiveTime = '20260316103000+0100',
  body,
  header = '',
}: CdaSample): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:lab="urn:oid:1.3.6.1.4.1.19376.1.3.2">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<id root="1.2.250.1.999.1" extension="DOC-1"/>
<code code="${code}" displayName="${codeName}" codeSystem="2.16.840.1.113883.6.1"/>
<title>${title}</title>
<effectiveTime value="${effectiveTime}"/>
<confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/>
<languageCode code="fr-FR"/>
<setId root="1.2.250.1.999.2" extension="SET-1"/>
<versionNumber value="1"/>
<recordTarget><patientRole>
<id root="1.2.250.1.213.1.4.10" extension="255069999999934"/><id root="1.2.250.1.999.3" extension="IPP7"/>
<patient><name><family qualifier="BR">PAT-TROIS</family><given>DOMINIQUE MARIE-LOUISE</given><given qualifier="BR">DOMINIQUE</given></name>
<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19550603"/>
<birthplace><place><addr><county>51215</county></addr></place></birthplace></patient>
</patientRole></recordTarget>
<author><time value="20260316103000+0100"/><assignedAuthor><id root="1.2.250.1.71.4.2.1" extension="899700000001"/>
<assignedPerson><name><given>Jeanne</given><family>LABAT</family></name></assignedPerson>
<representedOrganization><id root="1.2.250.1.71.4.2.2" extension="1750000001"/><name>Laboratoire des Tilleuls</name></representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><id root="1.2.250.1.71.4.2.2" extension="1750000001"/><name>Laboratoire des Tilleuls</name></representedCustodianOrganization></assignedCustodian></custodian>
${header}<component>${body}</component>
</ClinicalDocument>`;
}

/** One section with its narrative and what its entry holds. */
export function sectionSample(narrative: string, entry: string, title = 'BIOCHIMIE'): string {
  return `<structuredBody><component><section><code code="18719-5" codeSystem="2.16.840.1.113883.6.1" displayName="Biochimie"/><title>${title}</title>
<text>${narrative}</text><entry typeCode="DRIV"><act classCode="ACT" moodCode="EVN"><statusCode code="completed"/>${entry}</act></entry></section></component></structuredBody>`;
}

export const related = (content: string, typeCode = 'COMP'): string =>
  `<entryRelationship typeCode="${typeCode}">${content}</entryRelationship>`;

/** One result observation. */
export function resultSample(
  content: string,
  code = '<code code="2823-3" codeSystem="2.16.840.1.113883.6.1" displayName="Potassium"/>',
): string {
  return `<observation classCode="OBS" moodCode="EVN">${RESULT_TEMPLATE}${code}<statusCode code="completed"/><effectiveTime value="202603160810+0100"/>${content}</observation>`;
}

/** A report of biology that holds these results only. */
export function bioSample(...results: readonly string[]): string {
  return cdaSample({ body: sectionSample('', results.map((one) => related(one)).join('')) });
}
