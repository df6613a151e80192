import { isTerm } from './is-term.ts';
import type { UseSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Term, TermNode } from '../sketch/term.ts';
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
  /** What is known of terms of the module so far: whether they mention the variable of a loop. */
  readonly mentions: Map<TermNode, boolean>;
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

interface Gathering {
  readonly around: Around;
  readonly levels: Map<string, Level>;
  readonly seen: Set<Term>;
}

/** A term, and from where its names are seen. */
interface Seen {
  readonly term: Term | undefined;
  readonly scope: number;
}

/** The loops whose variables a term mentions, and those that their lists mention, the outermost first. */
function levelsOf(around: Around, { term, in: scope }: Use): readonly Level[] {
  const levels = new Map<string, Level>();
  gatherLevels({ around, levels, seen: new Set() }, { term, scope }, 0);
  return [...levels.values()];
}

function gatherLevels(gathering: Gathering, at: Seen, depth: number): void {
  const { around, seen } = gathering;
  const { term } = at;
  if (typeof term !== 'object' || term === null || depth > DEEPEST) return;
  if (seen.has(term) || !mentionsLoop(around, at, 0)) return;
  seen.add(term);
  const level = levelAt(around, term);
  if (level) addLevel(gathering, level, { at, depth });
  const onward = term.kind === 'name' ? depth + 1 : depth;
  for (const part of mentionedIn(around, term, at.scope)) gatherLevels(gathering, part, onward);
}

function addLevel(gathering: Gathering, level: Level, { at, depth }: { at: Seen; depth: number }): void {
  if (gathering.levels.has(level.key)) return;
  gatherLevels(gathering, { term: level.list, scope: at.scope }, depth + 1);
  gathering.levels.set(level.key, level);
}

/** Names behind names, as far as anybody follows them. */
const FARTHEST = 40;

/** Whether a term mentions the variable of a loop, near or far. Found once for each term: most mention none. */
function mentionsLoop(around: Around, { term, scope }: Seen, depth: number): boolean {
  if (typeof term !== 'object' || term === null || depth > FARTHEST) return false;
  if (isVariable(around, term)) return true;
  const known = around.mentions.get(term);
  if (known !== undefined) return known;
  around.mentions.set(term, false); // A name that leads back to itself adds nothing.
  const onward = term.kind === 'name' ? depth + 1 : depth;
  const found = mentionedIn(around, term, scope).some((part) => mentionsLoop(around, part, onward));
  if (found) around.mentions.set(term, true);
  return found;
}

function isVariable(around: Around, term: TermNode): boolean {
  return term.kind === 'each' || callbackOf(around, term) !== undefined;
}

/** The loop of which a term is the variable. */
function levelAt(around: Around, term: TermNode): Level | undefined {
  const { module } = around;
  if (term.kind === 'each') return { key: eachKey(module, term.of), list: term.of };
  const callback = callbackOf(around, term);
  return callback && term.kind === 'param'
    ? { key: `${module}#${term.of}`, list: callback.receiver }
    : undefined;
}

/** The callback whose first parameter a term is, of a loop. */
function callbackOf({ callbacks }: Around, term: TermNode): Callback | undefined {
  const callback = term.kind === 'param' && term.index === 0 ? callbacks.get(term.of) : undefined;
  return callback && LOOPS.has(callback.method) ? callback : undefined;
}

function mentionedIn({ index }: Around, term: TermNode, scope: number): readonly Seen[] {
  if (term.kind !== 'name') return partsOf(term).map((part) => ({ term: part, scope }));
  const bindings = index.bindings(term.name, term.in ?? scope) ?? [];
  return bindings.map(({ value, in: home }) => ({ term: value, scope: home }));
}

function eachOf(value: Term | undefined): Term | undefined {
  const root = isTerm(value, 'chain') ? value.root : value;
  return typeof root === 'object' && root?.kind === 'each' ? root.of : undefined;
}

/** Whether a value is the variable of a `for … of`, or a part of it. */
export function isEach(value: Term | undefined): boolean {
  return eachOf(value) !== undefined;
}

function partsOf(term: TermNode): readonly Term[] {
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
