export { SMARTCARD } from './vihf.ts';
export type { AuthenticationMode, LpsIdentity, PurposeOfUse, VihfContent } from './vihf.ts';
export { signedVihf, unsignedVihf, VihfError } from './vihf.builder.ts';
