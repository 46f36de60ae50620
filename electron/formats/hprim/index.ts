export { normalisedHash, orderKey, relationOf, renditionKey, type Relation } from './keys.ts';
export { looksLikeHprim, readHprim, type HprimOptions } from './reader.ts';
export { identityReserve } from './reserve.ts';
