import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Analysis } from '../../analyzer/index.ts';
import {
  applyOperation,
  loadPlan,
  type Operation,
  type Plan,
  readPlan,
  savePlan,
  type Splice,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { PlanFlags } from './plan-flags.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { describeChange, type Effect, effectOn } from './effect-of.ts';
import { appendToJournal } from './journal.ts';
import { loadAnalysis } from './load-analysis.ts';
import { planPlaceOf } from './plan-place.ts';
import { hintLines } from '../text/hint-lines.ts';
import { wrap } from '../text/layout.ts';
import { renderPatch } from './render-patch.ts';
import { matchingNothing } from './matching-nothing.ts';
import { unmirrored } from './unmirrored.ts';
import { unshadowed } from './unshadowed.ts';

/** Applies operations to the plan: all of them, or none. Shows the lines that change and what that does to the cut. */
export async function runOperations(
  operations: readonly Operation[],
  flags: PlanFlags,
  io: Io,
): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const loaded = await loadPlan(place.file);
  const { text, splices } = applyAll(loaded.text, operations, place.name);
  const analysis = await loadAnalysis(place.analysis);
  const edited = { before: readPlan(loaded.text), after: readPlan(text), analysis };
  const change = changeOf(edited);
  const isWritten = flags.dryRun !== true && text !== loaded.text;
  if (isWritten) {
    const saved = await savePlan(loaded, text);
    await appendToJournal(place.journal, { before: loaded.hash, after: saved.hash, operations, splices });
  }
  const patch = (color: boolean): string =>
    text === loaded.text ? '' : renderPatch(place.name, loaded.text, text, color);
  const notes = notesOn(operations, edited);
  return {
    data: { plan: place.name, written: isWritten, operations, patch: patch(false), ...change },
    text: () =>
      `${patch(io.color)}${ending(change, { name: place.name, isWritten, isSame: text === loaded.text })}${notes.map(noteLine).join('')}`,
    diagnostics: notes,
  };
}

/** Reads a list of operations, as the report and the TUI export it. */
export async function applyFile(file: string, flags: PlanFlags, io: Io): Promise<CommandResult> {
  let operations: unknown;
  try {
    operations = JSON.parse(await readFile(resolve(io.cwd, file), 'utf8'));
  } catch (cause) {
    throw new CliError(
      'CANNOT_READ',
      `Cannot read operations from ${JSON.stringify(file)}.`,
      'It takes a JSON list: [{"op":"move", …}].',
      { cause },
    );
  }
  if (!Array.isArray(operations)) {
    throw new CliError(
      'CANNOT_READ',
      `${JSON.stringify(file)} is not a list.`,
      'It takes a JSON list: [{"op":"move", …}].',
    );
  }
  return runOperations(operations as Operation[], flags, io);
}

function applyAll(
  text: string,
  operations: readonly Operation[],
  name: string,
): { text: string; splices: Splice[] } {
  const splices: Splice[] = [];
  let current = text;
  for (const operation of operations) {
    const edited = applyOperation(current, operation, name);
    current = edited.text;
    splices.push(...edited.splices);
  }
  return { text: current, splices };
}

interface Change {
  readonly effect?: { readonly before: Effect; readonly after: Effect };
}

function changeOf({ before, after, analysis }: Edited): Change {
  if (!analysis) return {};
  return { effect: { before: effectOn(analysis, before), after: effectOn(analysis, after) } };
}

interface Edited {
  readonly before: Plan;
  readonly after: Plan;
  readonly analysis: Analysis | undefined;
}

function notesOn(operations: readonly Operation[], { before, after, analysis }: Edited): Diagnostic[] {
  return [
    ...unmirrored(operations, after),
    ...unshadowed(operations, before),
    ...matchingNothing(before, after, analysis),
  ];
}

interface Told {
  readonly name: string;
  readonly isWritten: boolean;
  readonly isSame: boolean;
}

function ending({ effect }: Change, { name, isWritten, isSame }: Told): string {
  if (isSame) return `${name} says so already.\n`;
  const { cut, scores } = effect === undefined ? UNKNOWN : describeChange(effect.before, effect.after);
  const lines = [
    ...labelled('Effect', cut || 'nothing that is counted changes'),
    ...(scores === '' ? [] : [...labelled('Scores', scores)]),
    isWritten ? `Written  ${name} (banyan plan undo takes it back)` : 'Nothing was written.',
  ];
  return `${lines.join('\n')}\n`;
}

function noteLine({ severity, message, hint = '' }: Diagnostic): string {
  const [first = '', ...more] = [...wrap(message, NOTE), ...hintLines(hint, NOTE)];
  const lines = [
    `${severity === 'warning' ? 'Warning ' : 'Note    '} ${first}`,
    ...more.map((line) => ' '.repeat(9) + line),
  ];
  return `${lines.join('\n')}\n`;
}

function labelled(label: string, text: string): string[] {
  return wrap(text, NOTE).map((line, index) => (index === 0 ? label : '').padEnd(9) + line);
}

/** Columns right of the label. */
const NOTE = 71;

const UNKNOWN = { cut: 'unknown: run "banyan analyze" first', scores: '' };
