/** A letter with its PDF inside (CDA R2 level 1), of an invented patient and an invented doctor. */
const LETTER = `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <realmCode code="FR"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <templateId root="2.16.840.1.113883.2.8.2.1"/>
  <templateId root="1.2.250.1.213.1.1.1.1"/>
  <templateId root="1.3.6.1.4.1.19376.1.2.20"/>
  <id root="2.25.145012345678901234567890123456789012"/>
  <code code="96349-6" displayName="Lettre d'adressage" codeSystem="2.16.840.1.113883.6.1"/>
  <title>Lettre d’adressage</title>
  <effectiveTime value="20260105093000+0100"/>
  <confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="fr-FR"/>
  <setId root="2.25.145012345678901234567890123456789000"/>
  <versionNumber value="1"/>
  <recordTarget><patientRole>
    <id root="1.2.250.1.213.1.4.10" extension="260058815400233"/>
    <id root="2.25.99" extension="D-17"/>
    <addr nullFlavor="NASK"/>
    <telecom nullFlavor="NASK"/>
    <patient>
      <name>
        <family qualifier="BR">EXEMPLE</family>
        <given>CAMILLE ANNE</given>
        <given qualifier="BR">CAMILLE</given>
        <family qualifier="CL">D’USAGE</family>
      </name>
      <administrativeGenderCode code="F" displayName="Féminin" codeSystem="2.16.840.1.113883.5.1"/>
      <birthTime value="19600512"/>
      <birthplace><place><addr><county>88154</county></addr></place></birthplace>
    </patient>
  </patientRole></recordTarget>
  <author>
    <functionCode code="PCP" displayName="Médecin traitant" codeSystem="2.16.840.1.113883.5.88"/>
    <time value="20260105093000+0100"/>
    <assignedAuthor>
      <id root="1.2.250.1.71.4.2.1" extension="899700000000"/>
      <code code="G15_10/SM54" displayName="Médecin - Médecine Générale (SM)" codeSystem="1.2.250.1.213.1.1.4.5"/>
      <telecom value="tel:0100000000" use="WP"/>
      <assignedPerson><name><prefix>M</prefix><given>Paul</given><family>MODELE</family><suffix>DR</suffix></name></assignedPerson>
      <representedOrganization><id root="1.2.250.1.71.4.2.2" extension="499700000000000"/><name>Cabinet du Dr Modèle &amp; Fils</name><standardIndustryClassCode code="AMBULATOIRE" displayName="Ambulatoire" codeSystem="1.2.250.1.213.1.1.4.9"/></representedOrganization>
    </assignedAuthor>
  </author>
  <custodian><assignedCustodian><representedCustodianOrganization><id root="1.2.250.1.71.4.2.2" extension="499700000000000"/><name>Cabinet du Dr Modèle &amp; Fils</name></representedCustodianOrganization></assignedCustodian></custodian>
  <legalAuthenticator>
    <time value="20260105093000+0100"/><signatureCode code="S"/>
    <assignedEntity>
      <id root="1.2.250.1.71.4.2.1" extension="899700000000"/>
      <code code="G15_10/SM54" displayName="Médecin - Médecine Générale (SM)" codeSystem="1.2.250.1.213.1.1.4.5"/>
      <telecom value="tel:0100000000" use="WP"/>
      <assignedPerson><name><prefix>M</prefix><given>Paul</given><family>MODELE</family><suffix>DR</suffix></name></assignedPerson>
      <representedOrganization><id root="1.2.250.1.71.4.2.2" extension="499700000000000"/><name>Cabinet du Dr Modèle &amp; Fils</name><standardIndustryClassCode code="AMBULATOIRE" displayName="Ambulatoire" codeSystem="1.2.250.1.213.1.1.4.9"/></representedOrganization>
    </assignedEntity>
  </legalAuthenticator>
  <participant typeCode="INF">
    <functionCode code="PCP" displayName="Médecin Traitant" codeSystem="2.16.840.1.113883.5.88"/>
    <time xsi:type="IVL_TS"><low value="20200101"/></time>
    <associatedEntity classCode="PROV">
      <id root="1.2.250.1.71.4.2.1" extension="899700000000"/>
      <code code="G15_10/SM54" displayName="Médecin - Médecine Générale (SM)" codeSystem="1.2.250.1.213.1.1.4.5"/>
      <telecom value="tel:0100000000" use="WP"/>
      <associatedPerson><name><prefix>M</prefix><given>Paul</given><family>MODELE</family><suffix>DR</suffix></name></associatedPerson>
      <scopingOrganization><id root="1.2.250.1.71.4.2.2" extension="499700000000000"/><name>Cabinet du Dr Modèle &amp; Fils</name></scopingOrganization>
    </associatedEntity>
  </participant>
  <documentationOf><serviceEvent>
    <code code="34117-2" displayName="Historique et clinique" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
    <effectiveTime><low value="20260105091500+0100"/></effectiveTime>
    <performer typeCode="PRF"><assignedEntity>
      <id root="1.2.250.1.71.4.2.1" extension="899700000000"/>
      <code code="G15_10/SM54" displayName="Médecin - Médecine Générale (SM)" codeSystem="1.2.250.1.213.1.1.4.5"/>
      <telecom value="tel:0100000000" use="WP"/>
      <assignedPerson><name><prefix>M</prefix><given>Paul</given><family>MODELE</family><suffix>DR</suffix></name></assignedPerson>
      <representedOrganization><id root="1.2.250.1.71.4.2.2" extension="499700000000000"/><name>Cabinet du Dr Modèle &amp; Fils</name><standardIndustryClassCode code="AMBULATOIRE" displayName="Ambulatoire" codeSystem="1.2.250.1.213.1.1.4.9"/></representedOrganization>
    </assignedEntity></performer>
  </serviceEvent></documentationOf>
  <componentOf><encompassingEncounter>
    <code code="AMB" displayName="Ambulatoire (hors établissement)" codeSystem="2.16.840.1.113883.5.4"/>
    <effectiveTime><low value="20260105093000+0100"/></effectiveTime>
    <location><healthCareFacility>
      <code code="SA07" displayName="Cabinet individuel" codeSystem="1.2.250.1.71.4.2.4"/>
    </healthCareFacility></location>
  </encompassingEncounter></componentOf>
  <component><nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjQKJSVFT0YK</text></nonXMLBody></component>
</ClinicalDocument>
`;

/** Bytes of the letter, with other values in place of some of its own. */
export function letterCda(replacements: Readonly<Record<string, string>> = {}): Uint8Array {
  const text = Object.entries(replacements).reduce((letter, [from, to]) => letter.replaceAll(from, to), LETTER);
  return new TextEncoder().encode(text);
}
