import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { inspectCodebase, type Inspection } from '../../analyzer/index.ts';
import { type FoundConfig, loadConfig } from '../config/load-config.ts';
import { selectionOf } from '../config/selection-of.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { labelled } from '../text/layout.ts';
import { plural } from '../../words/plural.ts';
import { createPalette } from '../text/palette.ts';
import { count as counted } from '../../words/count.ts';

/** One thing looked at. `warn` costs quality, `fail` keeps banyan from working. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly hint?: string;
}

/** Looks at this machine and at the repository; reads configurations only, writes nothing. */
export async function examine(root: string, io: Io): Promise<CommandResult> {
  const folder = resolve(io.cwd, root);
  const found = await loadConfig(folder);
  const inspection = await inspectCodebase(folder, selectionOf(found.config), io.signal);
  const checks = [
    nodeCheck(),
    machineCheck(),
    configCheck(found),
    ...codebaseChecks(inspection),
    historyCheck(inspection),
  ];
  const failed = checks.some(({ state }) => state === 'fail');
  return { data: { checks }, text: () => render(checks, io), exitCode: failed ? 1 : 0 };
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const supported = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: supported ? 'ok' : 'fail',
    found: `Node.js ${process.versions.node}`,
    ...(supported ? {} : { hint: 'Install Node.js 20.19 or newer.' }),
  };
}

function machineCheck(): Check {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return {
    name: 'machine',
    state: 'ok',
    found: `${plural(availableParallelism(), 'core')}, ${gigabytes} GB of memory`,
  };
}

/** What it sets, with the values that hold. */
function configCheck({ file, config }: FoundConfig): Check {
  const set = Object.entries(config).flatMap(([key, value]) =>
    key === 'version' || key === '$schema' ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  const found = file === undefined ? 'none: everything is at its default' : [file, ...set].join(', ');
  return { name: 'config', state: 'ok', found };
}

function codebaseChecks({ codebase }: Inspection): Check[] {
  const { files, packages, configs, findings, skipped } = codebase;
  const aside = skipped.map(({ reason, count }) => `${counted(count)} ${reason}`).join(', ');
  return [
    { name: 'files', state: 'ok', found: `${plural(files.length, 'source file')} in ${codebase.name}` },
    { name: 'set aside', state: 'ok', found: aside === '' ? 'nothing' : aside },
    {
      name: 'packages',
      state: 'ok',
      found: packages.length === 0 ? 'no workspace packages' : plural(packages.length, 'workspace package'),
    },
    {
      name: 'tsconfig',
      state: configs.length === 0 ? 'warn' : 'ok',
      found: configs.length === 0 ? 'none' : listed(configs.map(({ path }) => path)),
      ...(configs.length === 0 ? { hint: 'Path aliases cannot be known without one.' } : {}),
    },
    ...findings.map(({ file, message }): Check => ({
      name: 'problem',
      state: 'warn',
      found: `${file}: ${message}`,
    })),
  ];
}

const LISTED = 3;

function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? ` and ${counted(names.length - LISTED)} more` : '';
  return names.slice(0, LISTED).join(', ') + more;
}

function historyCheck({ history }: Inspection): Check {
  if (history.available)
    return {
      name: 'history',
      state: 'ok',
      found: `git history, with ${plural(history.commits.length, 'useful commit')} among the newest`,
    };
  return {
    name: 'history',
    state: 'warn',
    found: history.reason,
    hint: 'Without history, change that happens together is not seen. A full clone has it.',
  };
}

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function render(checks: readonly Check[], { columns, color }: Io): string {
  const { warn, dim } = createPalette(color);
  const lines = checks.flatMap(({ name, state, found, hint }) => {
    const mark = state === 'ok' ? MARKS.ok : warn(MARKS[state]);
    const text = labelled(name, printable(found), columns - 6, 0).map(
      (line, index) => `${index === 0 ? mark : '    '}  ${line}`,
    );
    return hint === undefined ? text : [...text, `      ${dim(`hint: ${hint}`)}`];
  });
  return `${lines.join('\n')}\n`;
}
