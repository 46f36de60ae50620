import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Official schemas kept beside the checkout; tests that need them are skipped, with this reason, where they are not. */
export const SCHEMAS = join(import.meta.dirname, '../../../../../shared/xds-schemas');
export const schemasAreThere = existsSync(SCHEMAS) && spawnSync('xmllint', ['--version']).status === 0;

/** Errors that libxml2 finds in a document against one of those schemas (or any other, by its whole path); empty when it is valid. */
export function schemaErrors(schema: string, xml: string | Uint8Array): string {
  const run = spawnSync('xmllint', ['--nonet', '--noout', '--schema', resolve(SCHEMAS, schema), '-'], { input: xml });
  return run.status === 0 ? '' : run.stderr.toString();
}

/** On the wire each document is a reference to a binary part; the schema wants base64 in its place. */
export function inlined(xml: string): string {
  return xml.replace(/<xop:Include [^>]*\/>/g, 'PGEvPg==');
}
