import type { UseSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Term } from '../sketch/term.ts';
import { eachKey, type Evaluator } from './evaluation.ts';
import { turnsOf } from './list-items.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { Loop } from './value.ts';

export interface Callback {
  readonly receiver: ChainTerm;
  readonly method: string;
}

interface Use {
  readonly in: number;
  readonly term: ChainTerm;
}

/** Which function is the callback of which call on which receiver. */
export function callbacksOf(uses: readonly UseSketch[]): Map<number, Callback> {
  const found = new Map<number, Callback>();
  for (const { term } of uses) {
    if (term.kind !== 'chain') continue;
    term.links.forEach((link, at) => {
      const before = term.links[at - 1];
      if (!('call' in link) || !before || !('get' in before)) return;
      let receiver: ChainTerm | undefined;
      for (const argument of link.call) {
        if (typeof argument === 'object' && argument?.kind === 'function') {
          receiver ??= { kind: 'chain', root: term.root, links: term.links.slice(0, at - 1) };
          found.set(argument.id, { receiver, method: before.get });
        }
      }
    });
  }
  return found;
}

const LOOPS = new Set(['forEach', 'map', 'each']);

interface Around {
  readonly module: string;
  readonly index: SketchIndex;
  readonly callbacks: ReadonlyMap<number, Callback>;
  /** Whether the module has a `for … of` that anything leans on. */
  readonly hasEach: boolean;
  readonly evaluator: Evaluator;
}

/** The turns of the loops around a use; one `undefined` where it stands in none. */
export function loopsAround(around: Around, use: Use): readonly (Loop | undefined)[] {
  if (around.callbacks.size === 0 && !around.hasEach) return ONCE;
  const levels = levelsOf(around, use);
  if (levels.length === 0) return nearestTurns(around, use.in);
  let turns = ONCE;
  for (const level of levels) turns = inLevel(around, level, turns);
  return turns;
}

const ONCE: readonly (Loop | undefined)[] = [undefined];
/** Loops within loops multiply. */
const MOST_TURNS = 20_000;

/** A loop on which a use leans: what it goes through, and what tells it from others. */
interface Level {
  readonly list: Term;
  readonly key: string;
}

/** A list that is not known goes round once. */
export function inLevel(
  { module, evaluator }: Pick<Around, 'module' | 'evaluator'>,
  { list, key }: Level,
  turns: readonly (Loop | undefined)[],
): readonly (Loop | undefined)[] {
  const found = turns.flatMap((outer): (Loop | undefined)[] => {
    const inner = turnsOf(evaluator, { module, list, key }, outer);
    return inner.length > 0 ? inner : [outer];
  });
  return found.length > MOST_TURNS ? found.slice(0, MOST_TURNS) : found;
}

/** `list.forEach((item) => …)` around a function that takes nothing from it, the nearest. */
function nearestTurns(around: Around, from: number): readonly (Loop | undefined)[] {
  const { module, index, callbacks } = around;
  for (let at = from; at !== 0; at = index.function(at)?.parent ?? 0) {
    const callback = callbacks.get(at);
    if (!callback || !LOOPS.has(callback.method)) continue;
    const turns = inLevel(around, { list: callback.receiver, key: `${module}#${at}` }, ONCE);
    if (turns[0]) return turns;
  }
  return ONCE;
}

/** Names that stand for names. */
const DEEPEST = 4;

type Gathering = Pick<Around, 'module' | 'index' | 'callbacks'> & {
  readonly scope: number;
  readonly levels: Map<string, Level>;
  readonly seen: Set<Term>;
};

/** The loops whose variables a term mentions, and those that their lists mention, the outermost first. */
function levelsOf({ module, index, callbacks }: Around, { term, in: scope }: Use): readonly Level[] {
  const levels = new Map<string, Level>();
  gatherLevels({ module, index, callbacks, scope, levels, seen: new Set() }, term, 0);
  return [...levels.values()];
}

function gatherLevels(gathering: Gathering, at: Term | undefined, depth: number): void {
  if (typeof at !== 'object' || at === null || depth > DEEPEST) return;
  const level = levelAt(gathering, at);
  if (level) addLevel(gathering, level, depth);
  for (const part of mentionedIn(gathering, at)) {
    gatherLevels(gathering, part, at.kind === 'name' ? depth + 1 : depth);
  }
}

function addLevel(gathering: Gathering, level: Level, depth: number): void {
  const { levels, seen } = gathering;
  if (levels.has(level.key) || seen.has(level.list)) return;
  seen.add(level.list);
  gatherLevels(gathering, level.list, depth + 1);
  levels.set(level.key, level);
}

/** The loop of which a term is the variable. */
function levelAt({ module, callbacks }: Gathering, at: Exclude<Term, string>): Level | undefined {
  if (typeof at !== 'object' || at === null) return undefined;
  if (at.kind === 'each') return { key: eachKey(module, at.of), list: at.of };
  const callback = at.kind === 'param' && at.index === 0 ? callbacks.get(at.of) : undefined;
  if (at.kind !== 'param' || !callback || !LOOPS.has(callback.method)) return undefined;
  return { key: `${module}#${at.of}`, list: callback.receiver };
}

function mentionedIn(
  { index, scope }: Gathering,
  at: Exclude<Term, string | number | boolean | null>,
): readonly (Term | undefined)[] {
  if (at.kind !== 'name') return partsOf(at);
  return (index.bindings(at.name, at.in ?? scope) ?? []).map(({ value }) => value);
}

function eachOf(value: Term | undefined): Term | undefined {
  const root = isChain(value) ? value.root : value;
  return typeof root === 'object' && root?.kind === 'each' ? root.of : undefined;
}

/** Whether a value is the variable of a `for … of`, or a part of it. */
export function isEach(value: Term | undefined): boolean {
  return eachOf(value) !== undefined;
}

function partsOf(term: Exclude<Term, string | number | boolean | null>): readonly Term[] {
  if (term.kind === 'chain') {
    return [
      term.root,
      ...term.links.flatMap((link) => ('call' in link ? link.call : 'index' in link ? [link.index] : [])),
    ];
  }
  if (term.kind === 'object') return [...term.entries.map(([, value]) => value), ...(term.spreads ?? [])];
  if (term.kind === 'either') return term.options;
  if (term.kind === 'list') return term.items;
  if (term.kind === 'spread') return [term.of];
  return term.kind === 'text' ? term.parts : [];
}

function isChain(term: Term | undefined): term is ChainTerm {
  return typeof term === 'object' && term !== null && term.kind === 'chain';
}
