import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CliError } from '../../cli-error.ts';
import type { CommandResult } from '../../envelope.ts';
import type { Io } from '../../io.ts';
import { requireAnalysis } from '../../plan/load-analysis.ts';
import { plural } from '../../../words/plural.ts';
import { growHeapSlowly } from '../../tune-engine.ts';
import { workerDesk } from '../desk/worker-desk.ts';
import { appliedEntries } from '../state/history.ts';
import type { Entry, TuiState } from '../state/tui-state.ts';
import type { ReplayStep } from '../terminal/read-replay.ts';
import { runEditor } from '../terminal/run-editor.ts';
import { clipboardSequence } from '../terminal/screen.ts';
import { followProxy, moveTraffic } from './live-routes.ts';
import { offerMissing } from './offer-missing.ts';
import { type Opened, openSitting, staleModules } from './open-sitting.ts';
import { type Outside, performWith } from './perform.ts';
import type { RunInput } from './run-replay.ts';
import { createStage, type Stage } from './stage.ts';
import { Store } from './store.ts';
import { watchPlan } from './watch-plan.ts';
import { count } from '../../../words/count.ts';

/** Runs the screen until it is left; every way out leaves the terminal as it was. */
export async function runScreen({ flags, place, steps, io }: RunInput): Promise<CommandResult> {
  const declined = await offerMissing(place, io);
  if (declined) return declined;
  growHeapSlowly();
  const [stage, opened] = await Promise.all([
    createStage(flags, io),
    openSitting({
      place,
      size: sizeOfTerminal(),
      analysis: () => requireAnalysis(place.analysis),
      createDesk: workerDesk,
    }),
  ]);
  const stops: (() => void)[] = [];
  let desk = opened.desk;
  try {
    const store = await new Promise<Store>((resolve, reject) => {
      const made: Store = createStore(opened, { stage, io, end: () => resolve(made), reject });
      stops.push(...attend(made, { opened, io, reject }));
      stage.show(made, reject);
      void replay(made, steps);
    });
    desk = store.desk;
    return { data: { plan: place.name }, text: () => goodbye(store, place.name) };
  } finally {
    for (const stop of stops) stop();
    stage.close();
    desk.close();
  }
}

interface Around {
  readonly stage: Stage;
  readonly io: Io;
  readonly end: () => void;
  readonly reject: (error: Error) => void;
}

function createStore(opened: Opened, around: Around): Store {
  const { sitting } = opened;
  const store: Store = new Store({
    ...opened,
    perform: (effect, to) => performWith(sitting, outsideOf(to, around))(effect, to),
    onEntries: (entries) => keepJournal(opened, store, entries),
  });
  return store;
}

/** A journal that cannot be written is told once, and is no reason to stop. */
function keepJournal({ sitting }: Opened, store: Store, entries: readonly Entry[]): void {
  try {
    sitting.journal.follow(entries);
  } catch (error) {
    queueMicrotask(() =>
      store.say(
        `A crash would lose your changes: the journal cannot be written (${(error as Error).message}).`,
        'error',
      ),
    );
  }
}

function outsideOf(store: Store, { stage, io, end, reject }: Around): Outside {
  return {
    quit: end,
    suspend: () => {
      stage.hide();
      process.once('SIGCONT', () => stage.show(store, reject));
      process.kill(0, 'SIGTSTP'); // The whole group, as the terminal itself does: npx must stop with us.
    },
    edit: async (file, line) => {
      stage.hide();
      try {
        await runEditor(io.env, file, line);
      } finally {
        stage.show(store, reject);
      }
    },
    copy: (text) => process.stdout.write(clipboardSequence(text)),
    traffic: (verb, route) => moveTraffic({ verb, route }, store, io),
    createDesk: workerDesk,
  };
}

interface Attention {
  readonly opened: Opened;
  readonly io: Io;
  readonly reject: (error: Error) => void;
}

/** Everything that happens without a key. Gives the ways to stop attending. */
function attend(store: Store, { opened, io, reject }: Attention): (() => void)[] {
  const { sitting } = opened;
  const onSignal = (signal: NodeJS.Signals): void => reject(interrupted(signal));
  const onAbort = (): void => reject(interrupted('SIGINT'));
  const onResize = (): void => store.set({ ...store.state, size: sizeOfTerminal() });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal); // Not `once`: what is gone when others look, they take for a kill.
  process.once('uncaughtException', reject);
  io.signal.addEventListener('abort', onAbort);
  process.stdout.on('resize', onResize);
  void tellStale(store, opened);
  return [
    store.subscribe(() => store.failed && reject(store.failed)),
    followProxy(store, io),
    watchPlan(store, sitting),
    () => {
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, onSignal);
      process.removeListener('uncaughtException', reject);
      io.signal.removeEventListener('abort', onAbort);
      process.stdout.removeListener('resize', onResize);
    },
  ];
}

function interrupted(signal: string): CliError {
  return new CliError(
    'INTERRUPTED',
    `Ended by ${signal}.`,
    'What was not saved is in the journal: banyan plan offers it again.',
  );
}

function sizeOfTerminal(): TuiState['size'] {
  const { columns, rows } = process.stdout;
  return { columns: Math.max(20, columns || 80), rows: Math.max(8, rows || 24) };
}

/** Says once where the code has moved on from the analysis. */
async function tellStale(store: Store, { sitting }: Opened): Promise<void> {
  const { changed, gone } = await staleModules(
    sitting.analysis,
    dirname(sitting.place.file),
    sitting.place.analysis,
  );
  const isElsewhere = gone.length === sitting.analysis.modules.length; // The code is not here: nothing can be said.
  if (isElsewhere || changed.length + gone.length === 0 || store.state.message) return;
  const [example = ''] = [...changed, ...gone];
  store.say(
    `The analysis is older than the code: ${plural(changed.length, 'file')} changed, ${count(gone.length)} gone (${example}). banyan analyze reads it again.`,
  );
}

async function replay(store: Store, steps: readonly ReplayStep[]): Promise<void> {
  for (const step of steps) {
    if ('wait' in step) await wait(step.wait);
    else store.press(step.key);
    await store.settled();
  }
}

function goodbye({ state }: Store, name: string): string {
  if (state.saved.length > 0) return `${name}: ${plural(state.saved.length, 'change')} saved.\n`;
  return appliedEntries(state).length > 0
    ? `${name} is as it was; ${plural(state.applied, 'change')} dropped.\n`
    : '';
}
