import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readJson } from './files.js';

/** Would `require` find an ES module there? Electron 33's Node cannot require one. */
function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (!file.endsWith('.js')) return false;
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (fs.existsSync(manifest) && readJson(manifest)?.name !== undefined) return readJson(manifest).type === 'module';
    if (fs.existsSync(manifest) && readJson(manifest)?.type) return readJson(manifest).type === 'module';
    if (dir === path.dirname(dir)) return false;
  }
}

/**
 * esbuild plugin: packages stay outside of the bundle and are required from node_modules, but those that exist as ES
 * modules only are taken in.
 */
export const externalPackages = {
  name: 'external-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === 'entry-point' || args.path === 'electron' || args.path.startsWith('node:')) return undefined;
      // What an ES module that was taken in imports is judged like the rest.
      try {
        const file = createRequire(path.join(args.resolveDir, 'x.js')).resolve(args.path);
        return isEsModule(file) ? undefined : { path: args.path, external: true };
      } catch {
        // Nothing for `require`: esbuild takes it in, or says that it cannot be found.
        return undefined;
      }
    });
  },
};
