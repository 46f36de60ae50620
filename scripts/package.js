/** Packages the application into release/linux-unpacked with the Electron that set-up found (`dir` target, offline). */
import path from 'node:path';
import { build } from './build.js';
import { isProgram, node24, root } from './lib/paths.js';
import { runOrFail } from './lib/run.js';
import { readRuntime } from './lib/runtime.js';
import { setUp } from './setup.js';

/** @returns {Promise<{directory: string, name: string}>} the folder and the executable in it */
export async function packageApplication({ output = path.join(root, 'release') } = {}) {
  const { electronDir, electronVersion } = readRuntime();
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const settings = [
    `electronDist=${electronDir}`,
    `electronVersion=${electronVersion}`,
    `directories.output=${output}`,
  ];
  const args = [builder, '--linux', 'dir', '--publish', 'never', ...settings.map((setting) => `-c.${setting}`)];
  await runOrFail(node24, args, { cwd: root });
  return { directory: path.join(output, 'linux-unpacked'), name: 'hygie' };
}

if (isProgram(import.meta.url)) {
  await setUp({ quiet: true });
  await build({ quiet: true });
  const { directory, name } = await packageApplication();
  console.log(`package ${path.join(directory, name)}`);
}
