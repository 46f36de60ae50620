import fs from 'node:fs';

/**
 * Packages that stay outside of the bundles and are required from node_modules: those with a native part, and those that
 * read files beside their own sources. All others are taken in: one file to read instead of a thousand halves the start of
 * each process, and Electron 33's Node cannot require the ones that are ES modules only.
 */
const outside = ['electron', 'better-sqlite3', 'pkcs11js', 'pdfmake', 'ssh2-sftp-client', 'ssh2'];

/** Loaded by `import()` when first needed, each built into a file of its own: main does not even read it at the start. */
export const later = [
  'imapflow',
  'openid-client',
  'pdfjs-dist/legacy/build/pdf.mjs',
  'pdfjs-dist/legacy/build/pdf.worker.mjs',
];

/** esbuild plugin. */
export const externalPackages = {
  name: 'external-packages',
  setup(build) {
    const names = new RegExp(`^(${outside.join('|')})(/|$)`);
    build.onResolve({ filter: names }, (args) =>
      args.kind === 'entry-point' ? undefined : { path: args.path, external: true },
    );
    build.onResolve({ filter: new RegExp(`^(${later.join('|')})$`) }, (args) =>
      args.kind === 'dynamic-import' ? { path: `./${args.path}.cjs`, external: true } : undefined,
    );
    // The PDF reader looks for a drawing library beside its own file: here it only reads text, and draws nothing.
    build.onLoad({ filter: /[\\/]pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf(\.worker)?\.mjs$/ }, ({ path }) => ({
      contents: fs
        .readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', '__filename')
        .replace('canvas = require("@napi-rs/canvas");', '')
        .replaceAll(/warn\("Cannot polyfill [^;]*;/g, ';'),
      loader: 'js',
    }));
    // Half a megabyte of messages in forty languages, which no tree shaking finds: Hygie writes its own sentences.
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js';`,
      loader: 'js',
    }));
  },
};
