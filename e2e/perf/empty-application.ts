import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** An application that only opens a window: what any Electron program costs on this machine. */
export function emptyApplication(): string {
  const folder = fs.mkdtempSync(path.join(process.env['HYGIE_SUITE'] ?? os.tmpdir(), 'vide-'));
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"vide","version":"1.0.0","main":"main.js"}');
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>vide</title><h1>vide</h1>');
  const main = [
    "const { app, BrowserWindow } = require('electron');",
    'let window;',
    'app.whenReady().then(() => {',
    '  window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });',
    "  return window.loadFile('index.html');",
    '});',
  ];
  fs.writeFileSync(path.join(folder, 'main.js'), main.join('\n'));
  return folder;
}
