import { stripVTControlCharacters } from 'node:util';
import { CliError } from '../../cli-error.ts';
import type { CommandResult } from '../../envelope.ts';
import { requireAnalysis } from '../../plan/load-analysis.ts';
import type { PlanPlace } from '../../plan/plan-place.ts';
import type { Io } from '../../io.ts';
import { localDesk } from '../desk/desk.ts';
import { drawFrame } from '../draw/frame.ts';
import { createTheme } from '../draw/theme.ts';
import type { TuiFlags } from '../tui-flags.ts';
import { appliedEntries } from '../state/history.ts';
import type { ReplayStep } from '../terminal/read-replay.ts';
import { openSitting } from './open-sitting.ts';
import { type Outside, performWith } from './perform.ts';
import { joinColumns } from './join-columns.ts';
import { Store } from './store.ts';

export interface RunInput {
  readonly flags: TuiFlags;
  readonly place: PlanPlace;
  readonly steps: readonly ReplayStep[];
  readonly io: Io;
}

/** Plays keys without a terminal: for scripts and tests. Prints the last frame, 80 × 24 unless COLUMNS and LINES say else. */
export async function runReplay({ flags, place, steps, io }: RunInput): Promise<CommandResult> {
  const size = { columns: Number(io.env['COLUMNS'] ?? 80), rows: Number(io.env['LINES'] ?? 24) };
  const opened = await openSitting({
    place,
    size,
    analysis: () => requireAnalysis(place.analysis),
    createDesk: localDesk,
  });
  const { sitting } = opened;
  let isOver = false;
  const outside = { ...NOWHERE, quit: () => (isOver = true) };
  const store = new Store({
    ...opened,
    perform: performWith(sitting, outside),
    onEntries: (entries) => sitting.journal.follow(entries),
  });
  for (const step of steps) {
    if (isOver) break;
    if ('key' in step) store.press(step.key);
    await store.settled();
    if (store.failed) throw store.failed;
  }
  return resultOf(store, place.name, flags.ascii === true);
}

function resultOf({ state, session }: Store, plan: string, ascii: boolean): CommandResult {
  session.bestMoves(); // Nobody comes back for what is counted later.
  const frame = drawFrame(state, session, createTheme({ color: false, ascii }));
  const lines = joinColumns(frame).map((line) => stripVTControlCharacters(line).trimEnd());
  const operations = appliedEntries(state).map(({ operation }) => operation);
  return { data: { plan, operations, frame: lines }, text: () => `${lines.join('\n')}\n` };
}

/** Where there is no terminal, nothing can be done in it. */
const NOWHERE: Omit<Outside, 'quit'> = {
  suspend: () => undefined,
  edit: nothing,
  copy: () => undefined,
  traffic: nothing,
  createDesk: localDesk,
};

function nothing(): Promise<never> {
  return Promise.reject(
    new CliError('USAGE', 'That needs a terminal, and there is none.', 'Run banyan plan in one.'),
  );
}
