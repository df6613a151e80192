import { commandOf } from '../../../what-if/index.ts';
import { FOLDER } from '../rows/module-rows.ts';
import { currentRow, rowsOf } from '../rows/rows-of.ts';
import { change, propose } from './change.ts';
import { explanationOf } from './explanation-of.ts';
import { appliedEntries, isDirty, redone, undone } from './history.ts';
import { modulesUnder, selectedModules, selectedService } from './selected.ts';
import { go, open, reviewSave, say, type Scene } from './steps.ts';
import { PANELS, type PanelName, type Step, type TuiState } from './tui-state.ts';

/** What a key does while nothing lies over the panels. An unknown key says so. */
export function panelKey(scene: Scene, key: string): Step {
  const { message: _said, ...quiet } = scene.state;
  const at = { ...scene, state: quiet };
  const number = Number(key);
  if (key.length === 1 && number >= 1 && number <= PANELS.length) return focus(at, PANELS[number - 1]!);
  const act = KEYS[key];
  if (act) {
    // A burst may be ahead of what is counted between keys: what acts on a row waits for it.
    if (quiet.panel === 'next' && key !== '[' && key !== ']') scene.session.bestMoves();
    return act(at);
  }
  return say(quiet, `${key} does nothing here: ? shows the keys.`);
}

type Act = (scene: Scene) => Step;

const KEYS: Readonly<Record<string, Act>> = {
  up: (at) => moveCursor(at, -1),
  k: (at) => (at.state.marked.size > 1 ? keep(at, 'keepTogether') : moveCursor(at, -1)),
  K: (at) => keep(at, 'keepApart'),
  down: (at) => moveCursor(at, 1),
  j: (at) => moveCursor(at, 1),
  pageup: (at) => moveCursor(at, -page(at)),
  pagedown: (at) => moveCursor(at, page(at)),
  home: (at) => moveCursor(at, -Infinity),
  g: (at) => moveCursor(at, -Infinity),
  end: (at) => moveCursor(at, Infinity),
  G: (at) => moveCursor(at, Infinity),
  tab: (at) => focus(at, beside(at.state.panel, 1)),
  'shift-tab': (at) => focus(at, beside(at.state.panel, -1)),
  right: (at) => focus(at, beside(at.state.panel, 1)),
  left: (at) => focus(at, beside(at.state.panel, -1)),
  ']': (at) => turn(at, 1),
  '[': (at) => turn(at, -1),
  '+': ({ state }) => go({ ...state, isZoomed: true }),
  _: ({ state }) => go({ ...state, isZoomed: false }),
  '/': ({ state }) =>
    open(state, {
      kind: 'filter',
      text: state.filters[state.panel] ?? '',
      before: state.filters[state.panel] ?? '',
    }),
  ':': ({ state }) => open(state, { kind: 'palette', text: '', choice: 0 }),
  '?': ({ state }) => open(state, { kind: 'help', scroll: 0 }),
  enter,
  ' ': mark,
  escape: leave,
  m: (at) =>
    withModules(at, (modules) =>
      open(at.state, { kind: 'pick', pick: { for: 'move', modules }, filter: '', cursor: 0 }),
    ),
  M: (at) =>
    withService(at, (service) =>
      open(at.state, { kind: 'pick', pick: { for: 'merge', service }, filter: '', cursor: 0 }),
    ),
  S: split,
  r: (at) =>
    withService(at, (service) =>
      open(at.state, { kind: 'prompt', ask: { for: 'rename', service }, text: service }),
    ),
  n: ({ state }) => open(state, { kind: 'prompt', ask: { for: 'new' }, text: '' }),
  s: stage,
  U: upstream,
  o: own,
  '=': stay,
  x: explain,
  y: copy,
  u: undo,
  'ctrl-r': redo,
  w: ({ state }) => (isDirty(state) ? reviewSave(state) : say(state, 'There is nothing to save.')),
  d: ({ state }) =>
    isDirty(state) ? go(state, { do: 'diff' }) : say(state, 'Nothing has changed since the plan was read.'),
  e: ({ state }) => go(state, { do: 'edit' }),
  P: (at) => traffic(at, 'promote'),
  B: (at) => traffic(at, 'rollback'),
  F: ({ state }) =>
    state.isForeign
      ? go(state, { do: 'showForeign' })
      : say(state, 'The plan on disk is the one that was read.'),
  q: quit,
  'ctrl-c': quit,
  'ctrl-z': ({ state }) => go(state, { do: 'suspend' }),
};

export function quit({ state }: Scene): Step {
  return isDirty(state) ? open(state, { kind: 'quit' }) : go(state, { do: 'quit' });
}

function moveCursor({ state, session }: Scene, by: number): Step {
  const { panel } = state;
  const last = rowsOf(panel, state, session).length - 1;
  const at = Math.max(0, Math.min(last, Math.min(state.cursors[panel], last) + by));
  const moved = { ...state, cursors: { ...state.cursors, [panel]: at } };
  return go(panel === 'services' ? showGroup({ state: moved, session }) : moved);
}

/** The list of modules follows the service under the cursor. */
function showGroup({ state, session }: Scene): TuiState {
  const group = currentRow('services', state, session)?.key ?? state.group;
  return group === state.group ? state : { ...state, group, cursors: { ...state.cursors, modules: 0 } };
}

function page({ state }: Scene): number {
  return Math.max(1, Math.floor(state.size.rows / 2));
}

function focus({ state }: Scene, panel: PanelName): Step {
  const isLeft = panel === 'services' || panel === 'modules';
  return go({ ...state, panel, ...(isLeft ? {} : { right: panel }) });
}

function beside(panel: PanelName, by: number): PanelName {
  return PANELS[(PANELS.indexOf(panel) + by + PANELS.length) % PANELS.length]!;
}

/** Turns the pages on the right, wherever the focus is. */
function turn({ state }: Scene, by: number): Step {
  const pages = PANELS.slice(2);
  const right = pages[(pages.indexOf(state.right) + by + pages.length) % pages.length]!;
  const isLeft = state.panel === 'services' || state.panel === 'modules';
  return go({ ...state, right, ...(isLeft ? {} : { panel: right }) });
}

function enter(at: Scene): Step {
  const { state, session } = at;
  const row = currentRow(state.panel, state, session);
  if (row === undefined) return go(state);
  const drill: Partial<Record<PanelName, Act>> = {
    services: () => go({ ...showGroup(at), panel: 'modules' }),
    modules: () =>
      row.key.startsWith(FOLDER)
        ? go({ ...state, shut: toggled(state.shut, [row.key.slice(FOLDER.length)]) })
        : explain(at),
    decide: () =>
      open(state, { kind: 'pick', pick: { for: 'move', modules: [row.key] }, filter: '', cursor: 0 }),
    next: () => {
      const move = session.bestMoves().find(({ module }) => module === row.key);
      return move ? propose(at, move.operation) : go(state);
    },
    seams: () => go({ ...state, opened: toggled(state.opened, [row.key]) }),
    data: () => go({ ...state, opened: toggled(state.opened, [row.key]) }),
    routes: stage,
    waves: explain,
  };
  return drill[state.panel]!(at);
}

function mark(at: Scene): Step {
  const { state, session } = at;
  const row = currentRow(state.panel, state, session);
  const canMark = state.panel === 'modules' || state.panel === 'decide' || state.panel === 'next';
  if (row === undefined || !canMark) return say(state, 'Modules are marked: in panels 2, 3 and 4.');
  const marked = toggled(state.marked, modulesUnder(row.key, at));
  return moveCursor({ state: { ...state, marked }, session }, 1);
}

/** All of them in, or all of them out. */
function toggled(set: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const next = new Set(set);
  const isIn = keys.every((key) => set.has(key));
  for (const key of keys) {
    if (isIn) next.delete(key);
    else next.add(key);
  }
  return next;
}

/** Takes away marks, else the filter, else the zoom. */
function leave({ state }: Scene): Step {
  if (state.marked.size > 0) return go({ ...state, marked: new Set() });
  const { [state.panel]: filter, ...filters } = state.filters;
  if (filter !== undefined && filter !== '') return go({ ...state, filters });
  return go({ ...state, isZoomed: false });
}

function withModules(at: Scene, act: (modules: readonly string[]) => Step): Step {
  const modules = selectedModules(at);
  return modules.length === 0
    ? say(at.state, 'Go to a module (2), or mark some with Space, first.')
    : act(modules);
}

function withService(at: Scene, act: (service: string) => Step): Step {
  const service = selectedService(at);
  return service === undefined ? say(at.state, 'Go to a service (1) first.') : act(service);
}

function split(at: Scene): Step {
  return withModules(at, (modules) => {
    const services = new Set(modules.map((id) => at.session.ownerOf(id)));
    const [service = ''] = services;
    const isOne = services.size === 1 && at.session.services().some(({ name }) => name === service);
    return isOne
      ? open(at.state, { kind: 'prompt', ask: { for: 'split', service, modules }, text: '' })
      : say(at.state, 'Mark modules of one service: they become a new one.');
  });
}

function keep(at: Scene, op: 'keepTogether' | 'keepApart'): Step {
  const modules = [...at.state.marked].sort();
  return modules.length > 1
    ? propose(at, { op, modules })
    : say(at.state, 'Mark two modules or more with Space first.');
}

/** Decides that a module stays where it is. */
function stay(at: Scene): Step {
  return withModules(at, (modules) => {
    const [to = ''] = new Set(modules.map((id) => at.session.ownerOf(id)));
    return change(at, { op: 'move', modules: [...modules], to });
  });
}

function stage({ state, session }: Scene): Step {
  const row = state.panel === 'routes' ? currentRow('routes', state, session) : undefined;
  return row === undefined
    ? say(state, 'Go to a route (7) first.')
    : open(state, { kind: 'pick', pick: { for: 'stage', route: row.key }, filter: '', cursor: 0 });
}

/** Where the service under the cursor, or that of the route, listens. */
function upstream(at: Scene): Step {
  const { state, session } = at;
  const row = state.panel === 'routes' ? currentRow('routes', state, session)?.key : undefined;
  const service = session.view.routes.find(({ id }) => id === row)?.service ?? selectedService(at);
  return service === undefined
    ? say(state, 'Go to a service (1) or a route (7) first.')
    : open(state, { kind: 'prompt', ask: { for: 'upstream', service }, text: 'http://127.0.0.1:' });
}

function own({ state, session }: Scene): Step {
  const key = state.panel === 'data' ? currentRow('data', state, session)?.key : undefined;
  return key?.startsWith('table:') === true
    ? open(state, {
        kind: 'pick',
        pick: { for: 'own', entity: key.slice('table:'.length) },
        filter: '',
        cursor: 0,
      })
    : say(state, 'Go to a table (6) first.');
}

function explain({ state, session }: Scene): Step {
  const row = currentRow(state.panel, state, session);
  const told = row && explanationOf(row.key, state.panel, session);
  return told
    ? open(state, { kind: 'text', ...told, scroll: 0 })
    : say(state, 'There is nothing to explain here.');
}

/** The commands that do what was done here. */
function copy({ state }: Scene): Step {
  const commands = appliedEntries(state)
    .filter(({ id }) => !state.saved.includes(id))
    .map(({ operation }) => commandOf(operation));
  return commands.length === 0
    ? say(state, 'There is no change to copy as a command yet.')
    : go(
        {
          ...state,
          message: {
            kind: 'done',
            text: `Copied: ${commands.at(-1)}${commands.length > 1 ? ` and ${commands.length - 1} before it` : ''}`,
          },
        },
        { do: 'copy', text: `${commands.join('\n')}\n` },
      );
}

function undo({ state }: Scene): Step {
  const before = undone(state);
  return before
    ? say(before, 'Taken back; Ctrl-R does it again.', 'done')
    : say(state, 'There is nothing to take back.');
}

function redo({ state }: Scene): Step {
  const after = redone(state);
  return after ? say(after, 'Done again.', 'done') : say(state, 'There is nothing to do again.');
}

function traffic({ state, session }: Scene, verb: 'promote' | 'rollback'): Step {
  if (state.live === undefined) return say(state, 'No proxy answers: start one with banyan proxy.');
  const row = state.panel === 'routes' ? currentRow('routes', state, session) : undefined;
  return row === undefined
    ? say(state, 'Go to a route (7) first.')
    : open(state, { kind: 'traffic', verb, route: row.key });
}
