import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inspectPlan } from '../plan/index.ts';
import { excerpts } from '../scripts/excerpts.js';
import { references } from '../scripts/write-references.js';
import { runCli } from './run-cli.ts';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !/^(?:decisions|reference)/u.test(name))
    .map((name) => `docs/${name}`),
];

const helps = new Map<string, string>();

test.each(pages)('the commands of %s are commands, with options that they take', async (page) => {
  const wrong: string[] = [];
  for (const line of commandsIn(readFileSync(page, 'utf8'))) {
    const fault = await faultOf(line);
    if (fault !== undefined) wrong.push(`${line}: ${fault}`);
  }
  expect(wrong).toEqual([]);
});

test.each(pages.filter((page) => page.includes('guides/')))('the plans in %s are plans', (page) => {
  for (const [, text = ''] of readFileSync(page, 'utf8').matchAll(/```yaml\n(version:.*?)```/gsu)) {
    expect(parse(text)).toMatchObject({ version: 1 });
    expect(inspectPlan(text, page).problems).toEqual([]);
  }
});

test('the references are those of the code', async () => {
  for (const [name, text] of Object.entries((await references()) as Record<string, string>)) {
    expect(readFileSync(`docs/reference/${name}`, 'utf8')).toBe(text);
  }
});

test(
  'output in the docs is what the commands print today (npm run references)',
  { timeout: 60_000 },
  async () => {
    const shown = Object.entries((await excerpts()) as Record<string, string>);
    expect(shown.length).toBeGreaterThan(3);
    for (const [path, text] of shown)
      expect(`${path}\n${readFileSync(path, 'utf8')}`).toBe(`${path}\n${text}`);
  },
);

test('the page of the configuration has the keys of its schema', () => {
  const { properties } = JSON.parse(readFileSync('docs/schemas/config.schema.json', 'utf8')) as {
    properties: object;
  };
  const keys = Object.keys(properties).filter((key) => key !== '$schema');
  const page = readFileSync('docs/configuration.md', 'utf8');

  expect([...page.matchAll(/^\| `(\w+)` \|/gmu)].map(([, key = '']) => key).sort()).toEqual(keys.sort());
});

/** Lines of shell blocks, and code in the text, that begin with banyan; without comments and pipes. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gsu)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.matchAll(/`([^`\n]+)`/gu)].map(([, code = '']) => code);
  return [...blocks, ...inline]
    .flatMap((line) => line.split('&&'))
    .map((line) => line.replace(/\s#.*$|[|>].*$/u, '').trim())
    .flatMap((line) => /^(?:npx (?:--yes )?)?banyan( .+)?$/u.exec(line)?.[1]?.trim() ?? []);
}

async function faultOf(line: string): Promise<string | undefined> {
  const words = line.split(/\s+/u);
  const path: string[] = [];
  while (words[0] !== undefined && subcommands(await helpOf(path)).includes(words[0]))
    path.push(words.shift() ?? '');
  if (path.length === 0 && words[0] !== undefined && !words[0].startsWith('-')) {
    return /^[a-z]+$/u.test(words[0]) ? `there is no command ${words[0]}` : undefined;
  }
  const help = await helpOf(path);
  const unknown = words.find(
    (word) => /^--[a-z]/u.test(word) && !help.includes(word.replace(/[=\]).,].*$/u, '')),
  );
  return unknown === undefined ? undefined : `banyan ${path.join(' ')} takes no ${unknown}`;
}

async function helpOf(path: readonly string[]): Promise<string> {
  const key = path.join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const { stdout } = await runCli('.', [...path, '--help']);
  helps.set(key, stdout);
  return stdout;
}

function subcommands(help: string): string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gmu)].map(([, name = '']) => name);
}
