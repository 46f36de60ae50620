/** Debian packages. Two batches: what compiling needs comes first, so that npm can start while the rest installs. */
import { run, runOrFail } from '../lib/run.js';
import { isRoot } from '../lib/paths.js';

export const buildTools = ['gcc', 'g++', 'make', 'python3', 'unzip'];
export const runtimePackages = [
  ...['xvfb', 'xauth', 'libnss3', 'libnss3-tools', 'libgtk-3-0', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0'],
  ...['libcups2', 'libdrm2', 'libxkbcommon0', 'libxcomposite1', 'libxdamage1', 'libxrandr2', 'fonts-dejavu-core'],
  ...['softhsm2', 'opensc', 'openssl', 'libp11-kit-dev', 'dovecot-imapd', 'dovecot-lmtpd', 'xmlsec1', 'libxml2-utils'],
  ...['libsaxonhe-java', 'default-jdk-headless', 'poppler-utils'],
];

/** Names among these that are not installed. */
export async function missingPackages(names) {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]).catch(() => {
    throw new Error(`This set-up knows Debian. Install the equivalents of: ${names.join(' ')}`);
  });
  const installed = new Set();
  for (const line of stdout.split('\n')) {
    const [name, status] = line.split(' ');
    if (status === 'installed') installed.add(name);
  }
  return names.filter((name) => !installed.has(name));
}

/** The words to put before a command for it to run with root's rights, or null when there is no way. */
async function elevation() {
  if (isRoot) return [];
  const canAsk = process.stdin.isTTY && process.stdout.isTTY;
  const probe = await run('sudo', canAsk ? ['-v'] : ['-n', 'true'], { inherit: canAsk }).catch(() => ({ code: 1 }));
  return probe.code === 0 ? ['sudo'] : null;
}

const settings = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Dpkg::Options::=--force-confold'];

/** Without root or sudo, stops before anything else is begun and says exactly which packages are missing. */
export async function requireRights(missing) {
  if (missing.length === 0 || (await elevation())) return;
  console.error('\nThese Debian packages are missing, and this user has neither root nor sudo to install them:\n');
  console.error(`  apt-get install --no-install-recommends ${missing.join(' ')}\n`);
  process.exit(1);
}

/** Installs these packages, as root or by sudo. */
export async function installPackages(names, { update }) {
  const [command, ...before] = [...((await elevation()) ?? []), 'env', 'DEBIAN_FRONTEND=noninteractive'];
  const asRoot = (args) => runOrFail(command, [...before, ...args]);
  await asRoot(['dpkg', '--configure', '-a']);
  if (update) await asRoot(['apt-get', ...settings, '-q', 'update']);
  await asRoot(['apt-get', ...settings, '-q', '-y', '--no-install-recommends', 'install', ...names]);
}
