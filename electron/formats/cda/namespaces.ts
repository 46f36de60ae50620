/** HL7 v3, the namespace of every CDA element. */
export const V3 = 'urn:hl7-org:v3';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
