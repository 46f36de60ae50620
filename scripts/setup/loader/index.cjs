// Put into the stand-in's resources/app: it has no default application, so this finds the one named on the command
// line (first argument without a dash), as `electron PATH` does, and starts its main.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { app } = require('electron');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (!named) {
  console.error('usage: electron PATH-OF-THE-APPLICATION');
  process.exit(2);
}
const folder = path.resolve(named);
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(manifest.productName || manifest.name);
app.setVersion(manifest.version);
require(path.join(folder, manifest.main));
