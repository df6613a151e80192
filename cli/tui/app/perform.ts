import { diffPlans, loadPlan, type PlanFile, readPlan, savePlan, type Splice } from '../../../plan/index.ts';
import { appendToJournal } from '../../plan/journal.ts';
import { renderPatch } from '../../plan/render-patch.ts';
import { told } from '../state/change.ts';
import { appliedEntries } from '../state/history.ts';
import { closed } from '../state/steps.ts';
import type { Effect, Entry } from '../state/tui-state.ts';
import type { Desk } from '../desk/desk.ts';
import { Session } from '../session/session.ts';
import type { Sitting } from './open-sitting.ts';
import type { Perform, Store } from './store.ts';

/** What the terminal can do for the screen. */
export interface Outside {
  readonly quit: () => void;
  readonly suspend: () => void;
  /** Lets the person edit the file; resolves when the editor is closed. */
  readonly edit: (file: string, line: number) => Promise<void>;
  readonly copy: (text: string) => void;
  readonly traffic: (verb: 'promote' | 'rollback', route: string) => Promise<string>;
  readonly createDesk: (text: string, file: string) => Desk;
}

/** Does what keys ask of the world outside the screen. */
export function performWith(sitting: Sitting, outside: Outside): Perform {
  return async (effect, store) => {
    const act = ACTS[effect.do] as (context: Context, effect: Effect) => Promise<void> | void;
    await act({ sitting, outside, store }, effect);
  };
}

interface Context {
  readonly sitting: Sitting;
  readonly outside: Outside;
  readonly store: Store;
}

type Of<Kind extends Effect['do']> = Extract<Effect, { do: Kind }>;

const ACTS: {
  readonly [Kind in Effect['do']]: (context: Context, effect: Of<Kind>) => Promise<void> | void;
} = {
  save,
  quit: ({ sitting, outside }) => {
    sitting.journal.clear();
    outside.quit();
  },
  suspend: ({ outside }) => outside.suspend(),
  edit,
  diff: async (context) => {
    const lines = await changesOf(context);
    const { store } = context;
    store.set({ ...store.state, overlay: { kind: 'text', title: 'Not saved yet', lines, scroll: 0 } });
  },
  reviewSave: async (context) => {
    const { store } = context;
    if (await noticeForeign(context)) return;
    const lines = await changesOf(context);
    if (store.state.overlay?.kind === 'save')
      store.set({ ...store.state, overlay: { kind: 'save', lines, scroll: 0 } });
  },
  showForeign,
  takeTheirs: (context) => startOver(context, []),
  replayOnTheirs: (context) => startOver(context, unsaved(context.store)),
  dropJournal: ({ sitting, store }) => {
    sitting.journal.clear();
    store.say('Dropped.');
  },
  copy: ({ outside }, { text }) => outside.copy(text),
  traffic: async ({ outside, store }, { verb, route }) =>
    store.say(await outside.traffic(verb, route), 'done'),
};

/** The lines that a save would change, and the changes in words. */
async function changesOf({ sitting, store }: Context): Promise<string[]> {
  await store.desk.sync(appliedEntries(store.state));
  const { text } = await store.desk.text(0);
  const before = sitting.file.text;
  if (text === before) return ['The file would stay as it is.'];
  const words = diffPlans(readPlan(before), readPlan(text)).map((change) => `  ${change.text}`);
  return [...words, '', ...renderPatch(sitting.place.name, before, text).split('\n')];
}

async function save(context: Context): Promise<void> {
  const { sitting, store } = context;
  if (await noticeForeign(context)) return;
  const entries = appliedEntries(store.state);
  await store.desk.sync(entries);
  const { saved } = store.state;
  const { text, splices } = await store.desk.text(saved.length);
  const before = sitting.file;
  sitting.file = await savePlan(before, text);
  const isLonger = saved.every((id, i) => entries[i]?.id === id);
  const whole: readonly Splice[] = [{ at: 0, remove: before.text, insert: text }];
  await appendToJournal(sitting.place.journal, {
    before: before.hash,
    after: sitting.file.hash,
    operations: entries.filter(({ id }) => !saved.includes(id)).map(({ operation }) => operation),
    splices: isLonger ? splices : whole,
  });
  sitting.journal.clear(sitting.file.hash);
  store.session.rebase();
  const count = entries.length - (isLonger ? saved.length : 0);
  store.set({
    ...store.state,
    saved: entries.map(({ id }) => id),
    message: {
      kind: 'done',
      text: `Saved ${sitting.place.name}: ${count} ${count === 1 ? 'change' : 'changes'}. banyan plan undo takes them back.`,
    },
  });
}

/** Whether somebody else has written the file since it was read; then both are shown. */
async function noticeForeign(context: Context): Promise<boolean> {
  const now = await loadPlan(context.sitting.place.file).catch(() => undefined);
  if (now === undefined || now.hash === context.sitting.file.hash) return false;
  context.sitting.theirs = now;
  await showForeign(context);
  return true;
}

async function showForeign({ sitting, store }: Context): Promise<void> {
  const theirs = sitting.theirs ?? (await loadPlan(sitting.place.file));
  sitting.theirs = theirs;
  const mine = unsaved(store);
  const lines = [
    ...(mine.length === 0
      ? ['You have no unsaved changes.']
      : ['Yours, not saved:', ...mine.map(({ operation }) => `  ${told(operation)}`)]),
    '',
    'Theirs, on disk:',
    ...renderPatch(sitting.place.name, sitting.file.text, theirs.text).split('\n'),
  ];
  store.set({ ...store.state, isForeign: true, overlay: { kind: 'foreign', lines, scroll: 0 } });
}

function unsaved({ state }: Store): readonly Entry[] {
  return appliedEntries(state).filter(({ id }) => !state.saved.includes(id));
}

/** The file as it lies on disk, and these changes made on it. */
export async function startOver(
  { sitting, outside, store }: Context,
  entries: readonly Entry[],
): Promise<void> {
  const file: PlanFile = await loadPlan(sitting.place.file);
  const desk = outside.createDesk(file.text, sitting.place.name);
  desk.place(sitting.analysis.modules.map(({ id }) => id));
  const answer = await desk.sync([]);
  if ('fault' in answer) {
    desk.close();
    store.set({
      ...store.state,
      readOnly: 'the plan has faults; e opens it in your editor',
      overlay: { kind: 'text', title: 'The plan has faults', lines: answer.fault, scroll: 0 },
    });
    return;
  }
  sitting.file = file;
  sitting.theirs = undefined;
  sitting.journal.clear(file.hash);
  const { readOnly: _mended, ...state } = closed(store.state);
  const done =
    entries.length === 0
      ? 'The plan is the one on disk.'
      : `Your ${entries.length} changes are made on the plan on disk; w saves them.`;
  store.restart(new Session(sitting.analysis, answer), desk, {
    ...state,
    isForeign: false,
    history: entries,
    applied: entries.length,
    saved: [],
    message: { kind: 'done', text: done },
  });
}

async function edit(context: Context): Promise<void> {
  const { sitting, outside, store } = context;
  await outside.edit(
    sitting.place.file,
    firstLine(store.state.readOnly === undefined ? [] : faultLines(store)),
  );
  const now = await loadPlan(sitting.place.file);
  if (now.hash === sitting.file.hash) {
    store.say('The plan is as it was.');
    return;
  }
  sitting.theirs = now;
  if (unsaved(store).length === 0) await startOver(context, []);
  else await showForeign(context);
}

function faultLines({ state }: Store): readonly string[] {
  return state.overlay?.kind === 'text' ? state.overlay.lines : [];
}

/** `banyan.yaml:12:3 …` → 12. */
function firstLine(lines: readonly string[]): number {
  return Number(lines.map((line) => /:(\d+):\d+ /u.exec(line)?.[1]).find((line) => line !== undefined) ?? 1);
}
