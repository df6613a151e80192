import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';

/** Enough of everything that its number has four digits. */
const MANY = 1100;
/** A number that stands by itself: no part of a name, a path, a place, an address or an id. */
const BARE = /(?<![\w.#:/,{[-])\d{4,}(?![\w:/,\]}-])/gu;

const COMMANDS = [
  ['analyze', '--no-history'],
  ['doctor'],
  ['plan', 'show'],
  ['plan', 'drift'],
  ['plan', 'merge', 'alpha', 'beta', '--into', 'alpha', '--dry-run'],
  ['plan', 'move', 'src/beta/b1*.ts', '--to', 'alpha', '--dry-run'],
  ['plan', '--replay', 'keys'],
  ['check'],
  ['check', '--format', 'markdown'],
  ['check', '--format', 'github'],
  ['baseline'],
  ['check'],
  ['score'],
  ['explain', 'alpha'],
  ['init', '--yes'],
  ...['markdown', 'mermaid', 'dot', 'plantuml', 'cml'].map((format) => [
    'report',
    '--format',
    format,
    '--out',
    '-',
  ]),
];

const files = (): Record<string, string | object> => ({
  'package.json': { name: 'many', dependencies: { express: '4' } },
  'banyan.yaml':
    'version: 1\nservices:\n  alpha: { modules: [src/alpha/**] }\n  beta: { modules: [src/beta/**] }\n',
  keys: '5',
  'src/main.ts':
    "import express from 'express';\nimport { router } from './alpha/routes.ts';\nconst app = express();\napp.use('/api', router);\n",
  'src/alpha/routes.ts': `import express from 'express';\nexport const router = express.Router();\n${numbered((n) => `router.get('/alpha/${n}x', (q, s) => s.end());`)}`,
  ...Object.fromEntries(
    Array.from({ length: MANY }, (_, n) => [
      [
        `src/alpha/a${n}.ts`,
        `${usesLast('a', n)}import { b${n} } from '../beta/b${n}.ts';\nexport const a${n} = () => b${n}();\n`,
      ],
      [`src/beta/b${n}.ts`, `${usesLast('b', n)}export const b${n} = () => ${n};\n`],
    ]).flat(),
  ),
});

function numbered(line: (n: number) => string): string {
  return Array.from({ length: MANY }, (_, n) => `${line(n)}\n`).join('');
}

function usesLast(name: string, n: number): string {
  return n === 0
    ? ''
    : `import { ${name}${n - 1} } from './${name}${n - 1}.ts';\nexport const last${n} = ${name}${n - 1};\n`;
}

test('numbers are written alike in everything that people read', async () => {
  const root = temporaryRepository(files());
  for (const command of COMMANDS) {
    const { stdout, stderr } = await runCli(root, command);
    const bare = linesWithBareNumbers(stdout + stderr);
    expect({ command: command.join(' '), bare }).toEqual({ command: command.join(' '), bare: [] });
  }
  const shown = await runCli(root, ['plan', 'show']);
  expect(shown.stdout).toContain('1,100');
  expect(shown.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

  await runCli(root, ['report']);
  expect(linesWithBareNumbers(textOf(readFileSync(join(root, '.banyan/report.html'), 'utf8')))).toEqual([]);
});

/** An id of a breach is ten hex digits, which may all be decimal. */
function linesWithBareNumbers(text: string): string[] {
  return text
    .replaceAll(/[`[][0-9a-f]{10}[`\]]/gu, '')
    .split('\n')
    .filter((line) => [...line.matchAll(BARE)].length > 0);
}

/** What is read where no script runs. */
function textOf(html: string): string {
  return html.replaceAll(/<(?<tag>script|style|svg)\b.*?<\/\k<tag>>/gsu, '').replaceAll(/<[^>]*>/gu, '\n');
}
