// Starts the fixtures of frameworks with the packages that they claim, and asks over HTTP for what Banyan reads in them:
//   npm run fixtures:run              all that can be started; needs the registry, and some minutes
//   npm run fixtures:run -- hono koa  these
// Each path of `expected.json` is asked with each method. What is expected has to answer, and what is not has to be refused (404,
// 405, 501), so that what runs is what was read, no less and no more. Installed outside the repository, without scripts.
import { fork } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { APPS, prepare } from './fixture-apps.js';
import { inFixtureFolder, install } from './fixture-folder.js';
import { askAll } from './fixture-questions.js';

const HOST = fileURLToPath(new URL('fixture-host.js', import.meta.url));
/** What the fixtures want to be told. */
const SETTINGS = {
  SECRET_PATH: '/secret',
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '0',
  APP_KEY: 'only-for-a-fixture-that-is-started-once',
  NEXTAUTH_SECRET: 'only-for-a-fixture-that-is-started-once',
  NEXT_TELEMETRY_DISABLED: '1',
};
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(APPS).sort();
console.log(
  '| fixture | endpoints | methods and paths that answer | refused | faults |\n| --- | ---: | ---: | ---: | ---: |',
);
for (const name of names) {
  const { endpoints, answered, refused, faults } = await inFixtureFolder(name, (folder) => run(name, folder));
  console.log(`| ${name} | ${endpoints} | ${answered} | ${refused} | ${faults.length} |`);
  for (const fault of faults) console.error(`  ${name}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function run(name, folder) {
  const { more = [], modules = false, sources = false, ask = askAll, besides } = APPS[name];
  const fault = install(folder, more);
  if (fault) return { endpoints: 0, answered: 0, refused: 0, faults: [fault] };
  prepare(name, folder);
  if (!sources) transpile(folder, modules ? ts.ModuleKind.ES2022 : ts.ModuleKind.CommonJS);
  const { endpoints } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const host = fork(HOST, [name, folder], {
    cwd: folder,
    env: { ...process.env, ...SETTINGS },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  try {
    return await ask(endpoints, await portsOf(host), besides);
  } finally {
    host.kill();
  }
}

/** File by file, as decorators want it, in place of its source. */
function transpile(folder, module) {
  const compilerOptions = {
    module,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => /^(?!node_modules).*\.tsx?$/u.test(path))) {
    const path = join(folder, file);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions,
      fileName: path,
    });
    writeFileSync(path.replace(/\.tsx?$/u, '.js'), outputText);
    rmSync(path);
  }
}

function portsOf(host) {
  const said = [];
  const ports = [];
  host.stderr.on('data', (data) => said.push(data));
  return new Promise((resolve, reject) => {
    host.once('exit', () => reject(new Error(`ended before it listened\n${Buffer.concat(said).toString()}`)));
    host.on('message', ({ servesOn, allServe }) => {
      if (servesOn !== undefined) ports.push(servesOn);
      if (allServe) resolve(ports);
    });
  });
}
