// Type-checks the fixtures of frameworks against the packages that they claim, in the versions that their package.json names:
//   npm run fixtures:types              all of them; needs the registry, and some minutes
//   npm run fixtures:types -- hono koa  these
// Each is installed in a folder of its own outside the repository, without scripts; `npm ci` installs none of it. Prints Markdown.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare } from './fixture-apps.js';
import { FRAMEWORKS, claimedBy, inFixtureFolder, install } from './fixture-folder.js';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
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
const names = asked.length > 0 ? asked : readdirSync(FRAMEWORKS);
console.log('| fixture | packages | faults |\n| --- | --- | --- |');
for (const name of names) console.log(await inFixtureFolder(name, (folder) => check(name, folder)));

function check(name, folder) {
  const said = Object.entries(claimedBy(folder)).map(([key, version]) => `${key} ${version}`);
  const fault = install(folder) ?? generate(folder);
  if (fault === undefined) prepare(name, folder);
  return `| ${name} | ${said.join(', ')} | ${fault ?? typeFaults(folder)} |`;
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
