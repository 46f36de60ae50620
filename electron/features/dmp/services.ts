/** Each transaction: its service under the base URL and its WS-Addressing action (guide d'intégration DMP, annexe WSDL). */
export const TRANSACTIONS = {
  existence: { name: 'TD0.2', service: 'patients', action: 'urn:hl7-org:v3:PRPA_IN201307UV02' },
  authorization: {
    name: 'TD0.3',
    service: 'habilitations',
    action: 'urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization',
  },
  submit: { name: 'TD2.1', service: 'repository', action: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b' },
  search: { name: 'TD3.1', service: 'registry', action: 'urn:ihe:iti:2007:RegistryStoredQuery' },
  retrieve: { name: 'TD3.2', service: 'repository', action: 'urn:ihe:iti:2007:RetrieveDocumentSet' },
} as const;

export type Transaction = keyof typeof TRANSACTIONS;
