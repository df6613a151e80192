import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * `proposeServices` of the built engine with one place of its text replaced.
 *
 * @throws Error where the text does not stand there exactly once: the constant was renamed or has another value now
 */
export async function patchedEngine({ file, from, to }) {
  const folder = mkdtempSync(join(tmpdir(), 'patched-engine-'));
  try {
    mkdirSync(join(folder, 'dist'));
    for (const part of ['analyzer', 'disk']) {
      cpSync(join(root, 'dist', part), join(folder, 'dist', part), { recursive: true, filter: isCode });
    }
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const patched = join(folder, 'dist/analyzer', file);
    const text = readFileSync(patched, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand once in ${file}.`);
    writeFileSync(patched, text.replace(from, to));
    const engine = await import(pathToFileURL(join(folder, 'dist/analyzer/propose-services.js')).href);
    return engine.proposeServices;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isCode(path) {
  return !/\.(?:d\.ts|map)$/u.test(path);
}
