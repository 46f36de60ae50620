import { shell } from 'electron';
import { isLoopback } from '../network/openid/provider-fetch.ts';

/**
 * Shows a page in the doctor's own browser (RFC 8252 § 6). Its host was compared with the issuer's when the provider's metadata were read; here nothing but
 * https leaves, or in a test installation the bac à sable of this machine: the system opens other kinds of address with other programs.
 */
export async function openBrowser(address: URL, test: boolean): Promise<void> {
  const local = test && address.protocol === 'http:' && isLoopback(address);
  if (address.protocol !== 'https:' && !local) throw new Error('address not allowed');
  await shell.openExternal(address.href);
}
