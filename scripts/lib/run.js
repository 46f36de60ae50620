import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} never rejects because of the exit code
 */
export function run(command, args, { cwd, env, inherit = false, input, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = inherit ? 'inherit' : [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio, timeout: timeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    if (input !== undefined) child.stdin?.end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, stdout, stderr: signal ? `${stderr}\nended by ${signal}` : stderr });
    });
  });
}

/** As `run`, but a failure is an error that shows the end of what the program said. */
export async function runOrFail(command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    const said = (result.stderr + result.stdout).trim().split('\n').slice(-25).join('\n');
    throw new Error(`${command} ${args.slice(0, 4).join(' ')} … ended with ${result.code}\n${said}`);
  }
  return result;
}
