import type { Operation } from '../../../plan/index.ts';
import { commandOf } from '../../../what-if/index.ts';
import { charactersOf } from '../keys/characters-of.ts';
import { completed, completionsOf } from '../palette/complete-line.ts';
import { parseLine } from '../palette/parse-line.ts';
import { change } from './change.ts';
import { choicesOf } from './choices-of.ts';
import { withOperation } from './history.ts';
import { panelKey } from './panel-keys.ts';
import { closed, go, open, reviewSave, say, type Scene } from './steps.ts';
import { textLines } from '../draw/text-lines.ts';
import type { Overlay, Step, TuiState } from './tui-state.ts';

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>;
type OverlayScene<Kind extends Overlay['kind']> = Scene & { readonly overlay: Of<Kind> };

/** What a key does while something lies over the panels. Escape always leads back. */
export function overlayKey(scene: Scene & { readonly overlay: Overlay }, key: string): Step {
  const handler = HANDLERS[scene.overlay.kind] as (scene: Scene & { overlay: Overlay }, key: string) => Step;
  return handler(scene, key);
}

const HANDLERS: { readonly [Kind in Overlay['kind']]: (scene: OverlayScene<Kind>, key: string) => Step } = {
  help: scrolling,
  text: scrolling,
  filter,
  palette,
  prompt,
  pick,
  confirm,
  traffic: ({ state, overlay: { verb, route } }, key) =>
    key === 'enter' ? go(closed(state), { do: 'traffic', verb, route }) : dismiss(state, key),
  save: (scene, key) => (key === 'enter' ? go(closed(scene.state), { do: 'save' }) : scrolling(scene, key)),
  foreign,
  restore,
  quit: ({ state }, key) => {
    if (key === 'w') return reviewSave(state);
    return key === 'y' || key === 'ctrl-c' || key === 'Q'
      ? go(closed(state), { do: 'quit' })
      : go(closed(state));
  },
};

function dismiss(state: TuiState, key: string): Step {
  return isLeaving(key) ? say(closed(state), 'Left as it was.') : go(state);
}

function isLeaving(key: string): boolean {
  return key === 'escape' || key === 'q' || key === 'ctrl-c';
}

type Scrolling = Of<'help' | 'text' | 'save' | 'foreign'>;

function linesOf(overlay: Of<'text' | 'save' | 'foreign'>, columns: number): number {
  return overlay.kind === 'text' ? textLines(overlay.lines, columns).length : overlay.lines.length;
}

function scrolling({ state, overlay }: Scene & { readonly overlay: Scrolling }, key: string): Step {
  if (key === 'e' && state.readOnly !== undefined) return go(state, { do: 'edit' });
  const half = Math.max(1, Math.floor(state.size.rows / 2));
  const ways: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    pageup: -half,
    pagedown: half,
    ' ': half,
    home: -Infinity,
    g: -Infinity,
    end: Infinity,
    G: Infinity,
  };
  const by = ways[key];
  if (by !== undefined) {
    const last = 'lines' in overlay ? Math.max(0, linesOf(overlay, state.size.columns) - 1) : 60;
    return open(state, { ...overlay, scroll: Math.max(0, Math.min(last, overlay.scroll + by)) });
  }
  return isLeaving(key) || key === 'enter' || key === '?' || key === 'x' || key === 'd'
    ? go(closed(state))
    : go(state);
}

/** Typed text after a key; undefined where the key is none that types. */
function typed(text: string, key: string): string | undefined {
  if (key === 'backspace' || key === 'delete') return charactersOf(text).slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'ctrl-w') return text.replace(/\S*\s*$/u, '');
  return charactersOf(key).length === 1 ? text + key : undefined;
}

function filter({ state, overlay }: OverlayScene<'filter'>, key: string): Step {
  const set = (text: string): TuiState => ({
    ...state,
    filters: { ...state.filters, [state.panel]: text },
    cursors: { ...state.cursors, [state.panel]: 0 },
  });
  if (key === 'enter') return go(closed(state));
  if (key === 'escape' || key === 'ctrl-c') return go(closed(set('')));
  const text = typed(overlay.text, key);
  return text === undefined ? go(state) : open(set(text), { ...overlay, text });
}

function palette(scene: OverlayScene<'palette'>, key: string): Step {
  const { state, session, overlay } = scene;
  if (key === 'escape' || key === 'ctrl-c') return go(closed(state));
  if (key === 'enter') return runLine(scene);
  const words = completionsOf(overlay.text, session);
  const by = { up: -1, down: 1 }[key];
  if (by !== undefined) {
    const choice = (overlay.choice + by + words.length) % Math.max(1, words.length);
    return open(state, { ...overlay, choice });
  }
  const word = words[overlay.choice] ?? words[0];
  if (key === 'tab' && word !== undefined)
    return open(state, { ...overlay, text: completed(overlay.text, word), choice: 0 });
  const text = typed(overlay.text, key);
  return text === undefined ? go(state) : open(state, { ...overlay, text, choice: 0 });
}

function runLine({ state, session, overlay }: OverlayScene<'palette'>): Step {
  const parsed = parseLine(overlay.text);
  if ('operation' in parsed) return change({ state, session }, parsed.operation);
  if ('key' in parsed) return panelKey({ state: closed(state), session }, parsed.key);
  return parsed.problem === '' ? go(closed(state)) : say(state, parsed.problem, 'error');
}

function prompt(scene: OverlayScene<'prompt'>, key: string): Step {
  const { state, overlay } = scene;
  if (key === 'escape' || key === 'ctrl-c') return go(closed(state));
  if (key === 'enter')
    return overlay.text === '' ? go(closed(state)) : change(scene, promptOperation(overlay));
  const text = typed(overlay.text, key);
  return text === undefined ? go(state) : open(state, { ...overlay, text });
}

/** The change that a typed name makes. */
export function promptOperation({ ask, text }: Pick<Of<'prompt'>, 'ask' | 'text'>): Operation {
  if (ask.for === 'new') return { op: 'addService', service: text };
  if (ask.for === 'upstream')
    return { op: 'upstream', service: ask.service, addresses: text.split(/[\s,]+/u).filter(Boolean) };
  if (ask.for === 'rename') return { op: 'rename', service: ask.service, to: text };
  return { op: 'split', service: ask.service, into: text, modules: [...ask.modules] };
}

function pick(scene: OverlayScene<'pick'>, key: string): Step {
  const { state, session, overlay } = scene;
  const choices = choicesOf(overlay.pick, overlay.filter, session);
  const cursor = Math.min(overlay.cursor, choices.length - 1);
  const chosen = choices[cursor];
  if (key === 'escape' || key === 'ctrl-c') return go(closed(state));
  if (key === 'enter') return chosen ? change(scene, chosen.operation) : go(state);
  if (key === 'ctrl-y' && chosen) return copied(state, chosen.operation);
  const by = { up: -1, down: 1, pageup: -10, pagedown: 10 }[key];
  if (by !== undefined) {
    return open(state, { ...overlay, cursor: Math.max(0, Math.min(choices.length - 1, cursor + by)) });
  }
  const text = typed(overlay.filter, key);
  return text === undefined ? go(state) : open(state, { ...overlay, filter: text, cursor: 0 });
}

function confirm(scene: OverlayScene<'confirm'>, key: string): Step {
  if (key === 'enter') return change(scene, scene.overlay.operation);
  return key === 'y' ? copied(scene.state, scene.overlay.operation) : dismiss(scene.state, key);
}

function copied(state: TuiState, operation: Operation): Step {
  const text = commandOf(operation);
  return go(
    { ...state, message: { kind: 'done', text: `Copied: ${text}` } },
    { do: 'copy', text: `${text}\n` },
  );
}

function foreign(scene: OverlayScene<'foreign'>, key: string): Step {
  const { state } = scene;
  if (key === 'r') return go(closed(state), { do: 'replayOnTheirs' });
  return key === 't' ? go(closed(state), { do: 'takeTheirs' }) : scrolling(scene, key);
}

/** Changes of a sitting that ended without a word: taken up, or dropped. */
function restore({ state, overlay }: OverlayScene<'restore'>, key: string): Step {
  if (key === 'enter') {
    const made = overlay.operations.reduce(withOperation, closed(state));
    return say(made, `${overlay.operations.length} changes are back; w saves them.`, 'done');
  }
  return key === 'd' || key === 'escape' ? go(closed(state), { do: 'dropJournal' }) : go(state);
}
