export { SMARTCARD } from './vihf.ts';
export type { AuthenticationMode, LpsIdentity, VihfContent } from './vihf.ts';
export { signedVihf, unsignedVihf, VihfError } from './vihf.builder.ts';
