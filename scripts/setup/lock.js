import fs from 'node:fs';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** One set-up at a time per cache; a lock left by a dead process is taken over. */
export async function withSetupLock(file, work) {
  for (let told = false; ;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(fs.readFileSync(file, 'utf8') || '0');
      if (!owner || !isAlive(owner)) {
        fs.rmSync(file, { force: true });
        continue;
      }
      if (!told) console.log(`set-up  another set-up is at work (process ${owner}); waiting for it`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
