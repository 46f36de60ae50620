// electron-builder hook. The development stand-in of Electron holds a loader in resources/app, which Electron would
// prefer to the packaged app.asar: it stays behind. The official Electron has none.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

exports.default = async function afterPack(context) {
  const loader = path.join(context.appOutDir, 'resources', 'app', 'index.cjs');
  if (fs.existsSync(loader)) fs.rmSync(path.dirname(loader), { recursive: true });
};
