/** Only permissive licences reach a doctor's machine: every package that is installed for production says which it has. */
import fs from 'node:fs';
import path from 'node:path';
import { readJson } from './lib/files.js';
import { root } from './lib/paths.js';

const permissive = new Set(
  'MIT,MIT-0,ISC,BSD,BSD-2-Clause,BSD-3-Clause,0BSD,Apache-2.0,BlueOak-1.0.0,Zlib,Unlicense,Python-2.0,CC0-1.0'.split(
    ',',
  ),
);

/** An SPDX expression is accepted when each part of an AND, and at least one of an OR, is. */
function isPermissive(expression) {
  const inner = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (inner.includes(' AND ')) return inner.split(' AND ').every(isPermissive);
  if (inner.includes(' OR ')) return inner.split(' OR ').some(isPermissive);
  return permissive.has(inner);
}

/** A few old packages name no licence in their manifest, only in the file beside it. */
function licenceText(where) {
  const file = path.join(root, where, 'LICENSE');
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return /Permission is hereby granted, free of charge, to any person obtaining a copy/.test(text) ? 'MIT' : undefined;
}

const lock = readJson(path.join(root, 'package-lock.json')).packages;
let read = 0;
const refused = [];
for (const [where, entry] of Object.entries(lock)) {
  if (where === '' || entry.dev || entry.devOptional) continue;
  const manifest = readJson(path.join(root, where, 'package.json'));
  if (!manifest && entry.optional) continue;
  const text = manifest && !manifest.license && !manifest.licenses ? licenceText(where) : undefined;
  const said = text ?? manifest?.license ?? manifest?.licenses ?? entry.license ?? 'none said';
  const licence =
    typeof said === 'string'
      ? said
      : [said]
          .flat()
          .map((each) => each.type ?? each)
          .join(' OR ');
  read += 1;
  if (!isPermissive(licence)) refused.push(`${where.replace(/^.*node_modules\//, '')}: ${licence}`);
}
if (!fs.existsSync(path.join(root, 'LICENSE'))) refused.push('this project: LICENSE is missing');
for (const line of refused) console.error(`licence not accepted  ${line}`);
console.log(`licences: ${read} production packages, ${refused.length} refused`);
process.exitCode = refused.length > 0 || read === 0 ? 1 : 0;
