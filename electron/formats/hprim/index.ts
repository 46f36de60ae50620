export { identityReserve, looksLikeHprim, readHprim, type HprimOptions } from './reader.ts';
