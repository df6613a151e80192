import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Analysis } from '../../analyzer/index.ts';
import {
  applyOperation,
  describeEffect,
  loadPlan,
  measurePlan,
  type Operation,
  type PlanMeasures,
  readPlan,
  savePlan,
  type Splice,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { PlanFlags } from '../commands/plan.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { appendToJournal } from './journal.ts';
import { loadAnalysis } from './load-analysis.ts';
import { planPlaceOf } from './plan-place.ts';
import { renderPatch } from './render-patch.ts';

/** Applies operations to the plan: all of them, or none. Shows the lines that change and what that does to the cut. */
export async function runOperations(
  operations: readonly Operation[],
  flags: PlanFlags,
  io: Io,
): Promise<CommandResult> {
  const place = planPlaceOf(flags, io);
  const loaded = await loadPlan(place.file);
  const { text, splices } = applyAll(loaded.text, operations, place.name);
  const effect = effectOf(await loadAnalysis(place.analysis), loaded.text, text);
  const isWritten = flags.dryRun !== true && text !== loaded.text;
  if (isWritten) {
    const saved = await savePlan(loaded, text);
    await appendToJournal(place.journal, { before: loaded.hash, after: saved.hash, operations, splices });
  }
  const patch = (color: boolean): string =>
    text === loaded.text ? '' : renderPatch(place.name, loaded.text, text, color);
  return {
    data: { plan: place.name, written: isWritten, operations, patch: patch(false), ...effect },
    text: () =>
      `${patch(io.color)}${ending(effect, { name: place.name, isWritten, isSame: text === loaded.text })}`,
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

interface Effect {
  readonly effect?: { readonly before: PlanMeasures; readonly after: PlanMeasures };
}

function effectOf(analysis: Analysis | undefined, before: string, after: string): Effect {
  if (!analysis) return {};
  const [old, now] = [before, after].map((text) => measurePlan(analysis, readPlan(text)));
  return old && now ? { effect: { before: old, after: now } } : {};
}

function ending(
  { effect }: Effect,
  { name, isWritten, isSame }: { name: string; isWritten: boolean; isSame: boolean },
): string {
  if (isSame) return `${name} says so already.\n`;
  const words =
    effect === undefined
      ? 'unknown: run "banyan analyze" first'
      : describeEffect(effect.before, effect.after) || 'nothing that is measured changes';
  const written = isWritten ? `Written  ${name} (banyan plan undo takes it back)` : 'Nothing was written.';
  return `Effect   ${words}\n${written}\n`;
}
