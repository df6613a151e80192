// The versions of Node.js that we name, and how one is had: fetched through npx, which keeps it.
import { spawnSync } from 'node:child_process';

export const NODE_VERSIONS = ['20.19.0', '22', '24', '26'];
const TRIES = 2;

/**
 * Where the program of a version is. A download that fails is tried once more; then what npx said is the message.
 * @param {string} version
 * @param {(argv: string[]) => { status: number | null; stdout: string; stderr: string; error?: Error }} run
 */
export function nodeOf(version, run = npx) {
  let said = '';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { status, stdout, stderr, error } = run([
      '-y',
      '-p',
      `node@${version}`,
      'node',
      '-p',
      'process.execPath',
    ]);
    const path = (stdout ?? '').trim().split('\n').at(-1) ?? '';
    if (status === 0 && path !== '') return path;
    said = error?.message ?? `exit ${status}: ${(stderr ?? '').trim()}`;
  }
  throw new Error(`Node.js ${version} could not be fetched through npx, ${TRIES} times. ${said}`);
}

function npx(argv) {
  return spawnSync('npx', argv, { encoding: 'utf8' });
}
