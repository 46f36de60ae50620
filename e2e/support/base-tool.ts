/**
 * A program apart, which touches a closed base as no doctor would: `newer FOLDER FILE` (recovery code on stdin) gives it the schema of a later
 * version; `hold FOLDER` takes its lock until stdin ends.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../electron/record/database.ts';
import { unlockWithRecoveryCode } from '../../electron/record/index.ts';
import { lockBase } from '../../electron/record/lock.ts';

const [action, folder = '', file = ''] = process.argv.slice(2);
if (action === 'newer') {
  const key = unlockWithRecoveryCode(folder, readFileSync(0, 'utf8').trim());
  const connection = openDatabase({ file: path.join(folder, file), key, mode: 'write' });
  connection.pragma('user_version = 99990');
  connection.close();
} else {
  const lock = lockBase(folder);
  process.stdout.write('held\n');
  process.stdin.resume().on('end', () => lock.release());
}
