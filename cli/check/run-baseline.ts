import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { writeAtomically } from '../../disk/write-atomically.ts';
import {
  type BaselineChange,
  entryText,
  type GrowthOptions,
  nextBaseline,
  type Plan,
  policiesOf,
  renderBaseline,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { BaselineFlags } from './baseline-flags.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';
import { findInCode, loadBaseline, placesOf, readPlanAt } from './find-in-code.ts';

/** Writes the baseline that fits the code: all of it where there is none yet, later only what is left of it. */
export async function runBaseline(root: string, flags: BaselineFlags, io: Io): Promise<CommandResult> {
  const places = placesOf(root, flags, io);
  refuseNoDay(flags.expires);
  const plan = await readPlanAt(places.planFile, io);
  const before = await loadBaseline(places.baselineFile);
  const { breaches } = await findInCode(places, plan, flags, io);
  const accepted = before?.entries ?? [];
  const change = nextBaseline(breaches, accepted, growthOf(flags, before === undefined, plan));
  const text = renderBaseline(change.entries);
  const isWritten = flags.dryRun !== true && text !== before?.text;
  if (isWritten) await write(places.baselineFile, text, before?.text);
  const file = relative(io.cwd, places.baselineFile) || places.baselineFile;
  const { added, removed, entries } = change;
  return {
    data: {
      file,
      written: isWritten,
      before: before?.entries.length ?? 0,
      after: entries.length,
      added,
      removed,
    },
    text: () => renderChange(change, accepted.length, { file, isWritten, dryRun: flags.dryRun === true }),
  };
}

/** The first time all of it is accepted, since nothing could be before. */
function growthOf({ expires, why, allowGrowth }: BaselineFlags, isFirst: boolean, plan: Plan): GrowthOptions {
  return {
    policies: policiesOf(plan),
    allowGrowth: allowGrowth === true || isFirst,
    ...(expires === undefined ? {} : { expires }),
    ...(why === undefined ? {} : { why }),
  };
}

async function write(file: string, text: string, before: string | undefined): Promise<void> {
  const now = await readFile(file, 'utf8').catch(() => undefined);
  if (now !== before) {
    throw new CliError(
      'CANNOT_WRITE',
      `${file} was changed by someone else meanwhile.`,
      'Run the command again.',
    );
  }
  try {
    writeAtomically(file, [text]);
  } catch (cause) {
    throw new CliError('CANNOT_WRITE', `Cannot write ${file}.`, 'Name another place with --baseline FILE.', {
      cause,
    });
  }
}

function refuseNoDay(expires: string | undefined): void {
  if (expires === undefined || (/^\d{4}-\d{2}-\d{2}$/u.test(expires) && !Number.isNaN(Date.parse(expires))))
    return;
  throw new CliError('USAGE', `${JSON.stringify(expires)} is not a day.`, 'Write it as 2026-12-31.');
}

interface Told {
  readonly file: string;
  readonly isWritten: boolean;
  readonly dryRun: boolean;
}

function renderChange(
  { entries, added, removed }: BaselineChange,
  before: number,
  { file, isWritten, dryRun }: Told,
): string {
  const ending = dryRun
    ? 'Nothing was written.'
    : isWritten
      ? `Written: ${file}`
      : `${file} is as it should be.`;
  const isFirst = isWritten && before === 0;
  return `${[
    `Baseline ${count(before)} → ${count(entries.length)} (${count(removed.length)} fixed, ${count(added.length)} new)`,
    ...told('-', removed),
    ...told('+', added),
    ending,
    ...(isFirst ? ['Next: commit it with the plan; in CI, "banyan check" fails on what is new.'] : []),
  ]
    .map(printable)
    .join('\n')}\n`;
}

function told(sign: string, list: BaselineChange['added']): string[] {
  const lines = list
    .slice(0, 20)
    .flatMap((entry) =>
      wrap(printable(entryText(entry)), 74).map(
        (line, index) => (index === 0 ? `  ${sign} ` : '      ') + line,
      ),
    );
  return list.length > 20 ? [...lines, `  ${sign} … and ${count(list.length - 20)} more`] : lines;
}
