import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** sha512 in the form that npm uses, without holding the file in memory. */
export async function npmIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(fs.createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written beside, then renamed: whoever reads sees the old file or the new one, never half of it. */
export function writeFileAtOnce(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(beside, content);
  fs.renameSync(beside, file);
}

/** Every file under the folders (or the files) given, sorted, node_modules left out. */
export function listFiles(...entries) {
  const found = [];
  for (const entry of entries) {
    const stat = fs.statSync(entry, { throwIfNoEntry: false });
    if (stat?.isFile()) found.push(entry);
    if (!stat?.isDirectory()) continue;
    for (const child of fs.readdirSync(entry, { withFileTypes: true, recursive: true })) {
      const file = path.join(child.parentPath ?? child.path, child.name);
      if (child.isFile() && !file.includes(`${path.sep}node_modules${path.sep}`)) found.push(file);
    }
  }
  return found.sort();
}
