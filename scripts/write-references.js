// Writes docs/reference/ from the code: `npm run references`. A test fails where a page is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from '../dist/cli/main.js';
import { excerpts } from './excerpts.js';
import { schemaPage } from './schema-page.js';

const MADE = 'Made from the code by `npm run references`; a test holds it equal.';

/** Every page by its name. */
export async function references() {
  return { 'commands.md': await commandsPage(), ...schemaPages() };
}

/** What each published schema describes. The configuration is short, and has a page of its own. */
const FORMATS = {
  plan: ['The plan, key by key', '`banyan.yaml`; what the keys are for stands in [the plan](../plan.md).'],
  analysis: ['The analysis, key by key', '`.banyan/analysis.json`, which `banyan analyze` writes.'],
  baseline: ['The baseline, key by key', '`banyan.baseline.json`, which `banyan baseline` writes.'],
  report: ['The report as data, key by key', 'What `banyan report --format json` writes.'],
};

function schemaPages() {
  const folder = new URL('../docs/schemas/', import.meta.url);
  const pages = Object.entries(FORMATS).map(([name, [title, intro]]) => {
    const file = `${name}.schema.json`;
    const schema = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    return [`${name}.md`, schemaPage({ schema, file, title, intro })];
  });
  return Object.fromEntries(pages);
}

async function commandsPage() {
  const sections = await sectionsOf([]);
  return `# Commands\n\n${MADE} Exit codes: 0 ok, 1 findings, 2 usage or input, 3 a bug of ours, 130 interrupted.\n\n${sections.join('\n')}`;
}

async function sectionsOf(path) {
  const help = await helpOf(path);
  const under = subcommandsIn(help).filter((name) => name !== 'help');
  const own =
    path.length === 0 ? [] : [`## banyan ${path.join(' ')}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`];
  const nested = [];
  for (const name of under) nested.push(...(await sectionsOf([...path, name])));
  return [...own, ...nested];
}

/** The names under "Commands:": the first word of each line that is indented by two. */
function subcommandsIn(help) {
  const [, list = ''] = help.split('\nCommands:\n');
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gmu)].map(([, name]) => name);
}

export async function helpOf(path) {
  let text = '';
  const io = {
    stdout: { write: (piece) => (text += piece) },
    stderr: { write: () => undefined },
    env: {},
    cwd: '/',
    interactive: false,
    color: false,
    columns: 80,
    now: () => 0,
    signal: new AbortController().signal,
  };
  await main([...path, '--help'], io);
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../docs/reference/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(await references())) writeFileSync(new URL(name, folder), text);
  const root = new URL('../', import.meta.url);
  for (const [path, text] of Object.entries(await excerpts())) writeFileSync(new URL(path, root), text);
}
