import fs from 'node:fs';
import path from 'node:path';
import { packageApplication } from '../../scripts/package.js';
import { expect, test } from '../app.ts';

test('the packaged application (dir target) starts on its login screen, from its own archive', async ({ install }) => {
  test.setTimeout(240_000);
  const output = fs.mkdtempSync(path.join(process.env['HYGIE_SUITE'] ?? '', 'release-'));
  fs.chmodSync(output, 0o755);
  const packaged = await packageApplication({ output });
  const hygie = install({ packaged });
  const window = await hygie.start();
  await expect(window.getByText('Bonjour')).toBeVisible();
  expect(await hygie.app.evaluate(({ app }) => app.getAppPath())).toContain('app.asar');
  await hygie.shot('application-empaquetee');
  await hygie.close();
  fs.rmSync(output, { recursive: true, force: true });
});
