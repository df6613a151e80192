// A fixture of `fixtures/frameworks` in a folder of its own outside the repository, with the packages that it claims installed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FRAMEWORKS = fileURLToPath(new URL('../fixtures/frameworks/', import.meta.url));
/** Packages whose types are published apart. */
const TYPED_APART = ['express', 'koa', 'koa__router', 'koa-mount', 'pg', 'better-sqlite3', 'react', 'ws'];

/** Hands a copy of the fixture to `work`, and takes it away afterwards. */
export async function inFixtureFolder(name, work) {
  const folder = mkdtempSync(join(tmpdir(), `banyan-fixture-${name}-`));
  try {
    cpSync(join(FRAMEWORKS, name), folder, { recursive: true });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The versions that the fixture's package.json names. */
export function claimedBy(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies ?? {};
}

/** What the fixture claims, what it imports beside that, types that are published apart, and `more`. Answers the fault, if any. */
export function install(folder, more = []) {
  const claimed = claimedBy(folder);
  const beside = importsOf(folder).filter((name) => !(name in claimed));
  const wanted = new Set([...Object.keys(claimed), ...beside]);
  const types = TYPED_APART.filter((name) => wanted.has(name.replace(/^(.+)__/u, '@$1/')));
  const extra = [...beside, ...types.map((name) => `@types/${name}`), '@types/node@20'];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel', 'error'];
  // What is asked for with its version comes last, and so wins over the same name alone.
  const { status, stderr } = spawnSync('npm', ['install', ...flags, ...extra, ...more], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `not installed: ${stderr.trim().split('\n')[0]}`;
}

/** Names of packages in import declarations and calls of require. */
function importsOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.[jt]sx?$/u.test(file),
  );
  const specifiers = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /(?:from|import|require\()\s*['"]([^'".][^'"]*)['"]/gu,
      ),
    ].map(([, specifier]) => /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)[0]),
  );
  return [...new Set(specifiers)]
    .filter((name) => isPackage(name) && !existsSync(join(folder, 'src', name)))
    .sort();
}

function isPackage(name) {
  return !/^(?:node:|[#~]|@\/)/u.test(name) && !builtinModules.includes(name);
}
