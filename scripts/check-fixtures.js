// Type-checks the fixtures of frameworks against the packages that they claim, in the versions that their package.json names:
//   npm run fixtures:types              all of them; needs the registry, and some minutes
//   npm run fixtures:types -- hono koa  these
// Each is installed in a folder of its own outside the repository, without scripts; `npm ci` installs none of it. Prints Markdown.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../fixtures/frameworks/', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
/** Packages whose types are published apart. */
const TYPED_APART = ['express', 'koa', 'koa__router', 'koa-mount', 'pg', 'better-sqlite3', 'react', 'ws'];
/** As strict as types of frameworks ask for, and no stricter: what is checked is whether the framework has what the fixture uses. */
const OPTIONS = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom'],
  types: ['node'],
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  esModuleInterop: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: false,
  jsx: 'preserve',
  strict: true,
  strictPropertyInitialization: false,
  noImplicitAny: false,
  useUnknownInCatchVariables: false,
  noEmit: true,
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : readdirSync(fixtures);
console.log('| fixture | packages | faults |\n| --- | --- | --- |');
for (const name of names) console.log(check(name));

function check(name) {
  const folder = mkdtempSync(join(tmpdir(), `banyan-fixture-${name}-`));
  try {
    cpSync(join(fixtures, name), folder, { recursive: true });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const said = Object.entries(dependencies).map(([key, version]) => `${key} ${version}`);
    const fault = install(folder, dependencies) ?? generate(folder);
    return `| ${name} | ${said.join(', ')} | ${fault ?? typeFaults(folder)} |`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the fixture claims, what it imports beside that, and types that are published apart. */
function install(folder, dependencies) {
  const beside = importsOf(folder).filter((name) => !(name in dependencies));
  const wanted = new Set([...Object.keys(dependencies), ...beside]);
  const types = TYPED_APART.filter((name) => wanted.has(name.replace(/^(.+)__/u, '@$1/')));
  const extra = [...beside, ...types.map((name) => `@types/${name}`), '@types/node@20'];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel', 'error'];
  const { status, stderr } = spawnSync('npm', ['install', ...flags, ...extra], {
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

/** Prisma's client is made from the schema, by a program that scripts of the package would fetch; without it, nothing to check. */
function generate(folder) {
  return existsSync(join(folder, 'prisma')) ? 'not checked: its client has to be generated' : undefined;
}

function typeFaults(folder) {
  const own = join(folder, 'tsconfig.json');
  const { compilerOptions = {} } = existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')) : {};
  const { paths } = compilerOptions;
  const config = { compilerOptions: { ...OPTIONS, ...(paths ? { paths } : {}) }, include: ['**/*'] };
  writeFileSync(join(folder, 'tsconfig.check.json'), JSON.stringify(config));
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.check.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const faults = stdout.split('\n').filter((line) => line.includes('error TS'));
  for (const fault of faults) console.error(`  ${fault}`);
  return faults.length === 0 ? 'none' : String(faults.length);
}
