import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analysis } from '../../../analyzer/index.ts';
import { loadPlan, type PlanFile } from '../../../plan/index.ts';
import type { PlanPlace } from '../../plan/plan-place.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskAnswer, DeskFault } from '../desk/plan-desk.ts';
import { Session } from '../session/session.ts';
import { initialState } from '../state/initial-state.ts';
import type { TuiState } from '../state/tui-state.ts';
import { type LeftBehind, leftBehind, SittingJournal } from './journal.ts';

/** A plan on the table: the file as it was read, and what is made of it. */
export interface Sitting {
  readonly place: PlanPlace;
  file: PlanFile;
  readonly analysis: Analysis;
  readonly journal: SittingJournal;
  /** Another text that lies on disk by now. */
  theirs: PlanFile | undefined;
}

export interface Opened {
  readonly sitting: Sitting;
  readonly session: Session;
  readonly desk: Desk;
  readonly state: TuiState;
}

export interface OpenInput {
  readonly place: PlanPlace;
  readonly size: TuiState['size'];
  readonly analysis: () => Promise<Analysis>;
  readonly createDesk: (text: string, file: string) => Desk;
}

/** Reads plan and analysis side by side. Throws what `loadPlan` and the reader of the analysis throw. */
export async function openSitting({ place, size, analysis: read, createDesk }: OpenInput): Promise<Opened> {
  const file = await loadPlan(place.file);
  const desk = createDesk(file.text, place.name);
  const analysis = await read();
  desk.place(analysis.modules.map(({ id }) => id));
  const answer = await desk.sync([]);
  const session = new Session(analysis, 'fault' in answer ? proposalOf(analysis) : answer);
  const group = session.services()[0]?.name ?? 'monolith';
  const left = whatIsLeft(place);
  const state = withFault(initialState(size, group), answer, place.name);
  return {
    sitting: { place, file, analysis, journal: new SittingJournal(left.file, file.hash), theirs: undefined },
    session,
    desk,
    state: withLeft(state, left),
  };
}

interface Left {
  readonly file: string;
  readonly found: LeftBehind | undefined;
}

/** The changes of a sitting that still runs are its own: they are neither taken up nor overwritten. */
function whatIsLeft({ journal }: PlanPlace): Left {
  const file = join(journal, '..', 'plan-sitting.jsonl');
  const found = leftBehind(file);
  return found?.isAlive === true
    ? { file: join(journal, '..', `plan-sitting-${process.pid}.jsonl`), found }
    : { file, found };
}

function withLeft(state: TuiState, { found }: Left): TuiState {
  if (found === undefined || state.readOnly !== undefined) return state;
  if (found.isAlive)
    return { ...state, message: { kind: 'info', text: 'The plan is open in another terminal as well.' } };
  return { ...state, overlay: { kind: 'restore', operations: found.operations } };
}

/** A plan with faults is shown with them, and cannot be changed but in an editor. */
function withFault(state: TuiState, answer: DeskAnswer | DeskFault, name: string): TuiState {
  if (!('fault' in answer)) return state;
  const lines = [
    `${name} cannot be worked on before these are mended; what you see is the proposal of the analysis.`,
    '',
    ...answer.fault,
    '',
    'e opens it in your editor, at the first of them.',
  ];
  return {
    ...state,
    readOnly: `${name} has faults; e opens it in your editor`,
    overlay: { kind: 'text', title: 'The plan has faults', lines, scroll: 0 },
  };
}

/** Where the analysis would put everything, to be looked at while there is no plan to read. */
function proposalOf({
  modules,
  decompositions,
  shared,
  roots,
}: Analysis): Pick<DeskAnswer, 'view' | 'owners'> {
  const services = decompositions.find(({ granularity }) => granularity === 'recommended')?.services ?? [];
  const owners = new Map(services.flatMap(({ name, modules: own }) => own.map((id) => [id, name] as const)));
  for (const { module } of shared) owners.set(module, 'shared');
  for (const { module } of roots) owners.set(module, 'root');
  return {
    view: {
      services: services.map(({ name }) => ({ name, owns: [], runs: false })),
      routes: [],
      waves: [],
      decided: [],
      admin: {},
    },
    owners: modules.map(({ id }) => owners.get(id) ?? 'monolith'),
  };
}

/** Which files of the code are newer than the analysis, and which are gone; asked after the first frame. */
export async function staleModules(
  { modules }: Analysis,
  root: string,
  analysisFile: string,
): Promise<{ readonly changed: readonly string[]; readonly gone: readonly string[] }> {
  const { mtimeMs } = await stat(analysisFile);
  const changed: string[] = [];
  const gone: string[] = [];
  const ids = modules.map(({ id }) => id);
  for (let i = 0; i < ids.length; i += 64) {
    const some = ids.slice(i, i + 64);
    const found = await Promise.all(some.map((id) => stat(join(root, id)).catch(() => undefined)));
    for (const [at, file] of found.entries()) {
      if (file === undefined) gone.push(some[at]!);
      else if (file.mtimeMs > mtimeMs) changed.push(some[at]!);
    }
  }
  return { changed, gone };
}
