import type { Link, Term, TermNode } from '../sketch/term.ts';
import { basesOf, superValues } from './class-values.ts';
import { declaredValues, nameValues, originValues, paramValues, typeValues } from './name-lookup.ts';
import { createContexts } from './call-contexts.ts';
import { changedText } from './fold-call.ts';
import { callValues, memberValues } from './member-values.ts';
import {
  eachKey,
  type Evaluation,
  type Evaluator,
  MOST_VALUES,
  type Place,
  throughLink,
  UNKNOWN,
  type World,
} from './evaluation.ts';
import { startGoing } from './lazy-items.ts';
import { truthOf } from './truth.ts';
import type { Loop, Value } from './value.ts';

const DEEPEST = 60;

export function createEvaluator(world: World): Evaluator {
  const contexts = createContexts(world);
  let depth = 0;
  const evaluate = (module: string, term: Term, loop?: Loop): readonly Value[] => {
    if (typeof term !== 'object' || term === null) return [{ kind: 'constant', value: term }];
    if (PLAIN.has(term.kind)) return evaluateNode(evaluation, { module, loop }, term);
    const memo = contexts.memoOf(loop);
    const known = memo.get(term);
    if (known) return known;
    if (depth > DEEPEST) return UNKNOWN;
    memo.set(term, []); // A term that leads back to itself adds nothing.
    depth += 1;
    try {
      const all = evaluateNode(evaluation, { module, loop }, term);
      const found = all.length > MOST_VALUES ? all.slice(0, MOST_VALUES) : all;
      memo.set(term, found);
      return found;
    } finally {
      depth -= 1;
    }
  };
  const evaluation: Evaluation = {
    world,
    going: startGoing(),
    evaluate,
    contextOf: contexts.contextOf,
    follow: (value, link, module, loop) => followLink(evaluation, value, link, { module, loop }),
    declared: (module, name) => declaredValues(evaluation, module, name),
    named: (module, name, scope) => nameValues(evaluation, { module, loop: undefined }, name, scope),
    basesOf: (value) => basesOf(evaluation, value),
  };
  return evaluation;
}

/** A function or class keeps the call that gave it; a turn of a loop does not outlive the loop. */
function inCall(loop: Loop | undefined): { loop?: Loop } {
  return loop?.args ? { loop } : {};
}

/** Terms that stand for themselves: to remember what they come to would cost more than to say it again. */
const PLAIN = new Set<TermNode['kind']>([
  'this',
  'function',
  'class',
  'object',
  'list',
  'text',
  'pattern',
  'tagged',
  'unknown',
]);

function evaluateNode(at: Evaluation, place: Place, term: TermNode): readonly Value[] {
  const rule = RULES[term.kind] as (at: Evaluation, place: Place, term: TermNode) => readonly Value[];
  return rule(at, place, term);
}

type Rules = {
  readonly [Kind in TermNode['kind']]: (
    at: Evaluation,
    place: Place,
    term: Extract<TermNode, { kind: Kind }>,
  ) => readonly Value[];
};

const RULES: Rules = {
  name: (at, place, { name, in: scope = 0 }) => nameValues(at, place, name, scope),
  param: paramValues,
  each: (at, place, { of }) => eachValues(at, place, of),
  this: (_, { module }, { class: id }) => (id < 0 ? UNKNOWN : [{ kind: 'instance', module, id }]),
  super: (at, { module }, { class: id }) => superValues(at, module, id),
  chain: chainValues,
  either: eitherValues,
  import: (at, { module }, { specifier }) => originValues(at, at.world.names.ofSpecifier(module, specifier)),
  type: (at, { module }, term) => typeValues(at, module, term, `${module}@type`),
  function: (_, { module, loop }, { id }) => [{ kind: 'function', module, id, ...inCall(loop) }],
  class: (_, { module, loop }, { id }) => [{ kind: 'class', module, id, ...inCall(loop) }],
  object: (_, { module, loop }, term) => [{ kind: 'object', module, term, ...(loop ? { loop } : {}) }],
  list: (_, { module, loop }, { items }) => [{ kind: 'list', module, items, ...(loop ? { loop } : {}) }],
  text: (_, { module, loop }, { parts }) => [{ kind: 'text', module, parts, ...(loop ? { loop } : {}) }],
  pattern: (_, __, { source }) => [{ kind: 'pattern', source }],
  spread: (at, { module, loop }, { of }) => at.evaluate(module, of, loop),
  tagged: () => UNKNOWN,
  unknown: () => UNKNOWN,
};

function eitherValues(
  at: Evaluation,
  { module, loop }: Place,
  { options, fallback, test }: TermNode & { kind: 'either' },
): readonly Value[] {
  const chosen = test === undefined ? undefined : chosenBy(at, { module, loop }, test, options);
  if (chosen !== undefined) return at.evaluate(module, chosen, loop);
  const [first, ...others] = options.map((option) => () => at.evaluate(module, option, loop));
  const values = first?.() ?? [];
  if (fallback && values.length > 0 && values.every(isSomething)) return values;
  return [...values, ...others.flatMap((other) => other())];
}

/** The branch that a condition takes in a call or a turn of a loop. */
function chosenBy(at: Evaluation, place: Place, test: Term, options: readonly Term[]): Term | undefined {
  const holds = place.loop ? truthOf(at, place, test) : undefined;
  return holds === undefined ? undefined : options[holds ? 0 : 1];
}

/** A constant or a list, which `??` and `||` let stand. */
function isSomething(value: Value): boolean {
  return value.kind === 'list' || (value.kind === 'constant' && Boolean(value.value));
}

function eachValues(at: Evaluation, { module, loop }: Place, of: Term): readonly Value[] {
  const key = loop && eachKey(module, of);
  for (let turn = loop; turn; turn = turn.outer) {
    if (turn.key === key) return at.evaluate(turn.module, turn.item, turn.from);
  }
  return at
    .evaluate(module, of, loop)
    .flatMap((value) =>
      value.kind === 'list'
        ? value.items.flatMap((item) => at.evaluate(value.module, item, value.loop))
        : UNKNOWN,
    );
}

function chainValues(
  at: Evaluation,
  place: Place,
  { root, links }: TermNode & { kind: 'chain' },
): readonly Value[] {
  let values = at.evaluate(place.module, root, place.loop);
  for (const link of links) values = throughLink(values, (value) => followLink(at, value, link, place));
  return values;
}

function followLink(at: Evaluation, value: Value, link: Link, { module, loop }: Place): readonly Value[] {
  if ('get' in link) return memberValues(at, value, link.get);
  if ('call' in link) return callValues(at, value, link, { module, loop });
  return at.evaluate(module, link.index, loop).flatMap((index) => {
    const name = nameIn(index);
    return name === undefined ? UNKNOWN : memberValues(at, value, name);
  });
}

/** `app['get']`, and `app[method.toLowerCase()]` of a known method. */
function nameIn(index: Value): string | undefined {
  if (index.kind === 'constant') return String(index.value);
  const by = index.kind === 'made' && index.by.kind === 'member' ? index.by : undefined;
  return by?.of.kind === 'constant' ? changedText(by.name, String(by.of.value), []) : undefined;
}
