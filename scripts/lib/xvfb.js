import { spawn } from 'node:child_process';

export const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * A virtual screen on a free display number, which Xvfb chooses and tells on a pipe.
 * @returns {Promise<{display: string, stop: () => void}>}
 */
export async function startXvfb({ size = '1440x900x24' } = {}) {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const number = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Xvfb did not start within 15 s')), 15_000);
    let text = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(late);
      resolve(text.trim());
    });
  });
  child.removeAllListeners('exit');
  child.unref();
  return { display: `:${number}`, stop };
}
