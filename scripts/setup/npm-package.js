/** One package of the registry, taken with npm itself and believed only when its integrity is the one we know. */
import fs from 'node:fs';
import path from 'node:path';
import { npmIntegrity } from '../lib/files.js';
import { runOrFail } from '../lib/run.js';

/**
 * @param {string} spec name@version
 * @param {string} integrity sha512-… ; anything else is deleted and refused
 * @param {string} directory where the archive is put
 * @returns {Promise<string>} the archive's path
 */
export async function fetchPackage(spec, integrity, directory) {
  fs.mkdirSync(directory, { recursive: true });
  const target = path.join(directory, `${spec.replaceAll(/[@/]+/g, '-').replace(/^-/, '')}.tgz`);
  if (fs.existsSync(target) && (await npmIntegrity(target)) === integrity) return target;
  const landing = fs.mkdtempSync(path.join(directory, 'landing-'));
  try {
    await runOrFail('npm', ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', landing], {
      cwd: landing,
    });
    const [name] = fs.readdirSync(landing);
    const archive = path.join(landing, name ?? '');
    const found = await npmIntegrity(archive);
    if (found !== integrity) throw new Error(`${spec}: integrity is ${found}, expected ${integrity}`);
    fs.renameSync(archive, target);
  } finally {
    fs.rmSync(landing, { recursive: true, force: true });
  }
  return target;
}
