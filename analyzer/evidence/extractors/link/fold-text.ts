import type { Term } from '../sketch/term.ts';
import type { Call } from './calls.ts';
import type { Evaluator } from './evaluation.ts';
import { changedText, isCamelCase, TEXT_METHODS, toCamelCase, toSnakeCase } from './fold-call.ts';
import { replacedByPattern } from './plain-pattern.ts';
import {
  type Loop,
  type MadeValue,
  type MemberValue,
  missingName,
  originOf,
  type ParameterValue,
  type Value,
} from './value.ts';

/** A string as far as it can be known. */
export interface Folded {
  /** What could not be known stands as `{dynamic}`. */
  readonly text: string;
  /** 1 where every part is a constant; less where a default of the configuration or a guess is in it. */
  readonly certainty: number;
  readonly isPattern?: true;
}

export const DYNAMIC = '{dynamic}';
const CERTAINTY = { dynamic: 0.4, configured: 0.8, generated: 0.8, passed: 0.9 };
const MOST = 64;

export interface Folding {
  readonly evaluator: Evaluator;
  /** A table of that name that a schema file or a migration makes. */
  readonly tableNamed: (name: string) => string | undefined;
  /** The arguments with which a parameter is called. */
  readonly argumentsOf: (value: ParameterValue) => readonly { call: Call; term: Term | undefined }[];
}

/** Every string that a term may come to; at least one. */
export function foldText(folding: Folding, module: string, term: Term, loop?: Loop): Folded[] {
  return foldAt({ ...folding, budget: { left: BUDGET } }, { module, term, loop }, 0);
}

/** Steps for one text: callers of callers of callers multiply. */
const BUDGET = 2000;

interface Budgeted extends Folding {
  readonly budget: { left: number };
}

interface At {
  readonly module: string;
  readonly term: Term;
  readonly loop: Loop | undefined;
}

function foldAt(folding: Budgeted, { module, term, loop }: At, depth: number): Folded[] {
  folding.budget.left -= 1;
  if (depth > 12 || folding.budget.left < 0) return [unknown()];
  const values = folding.evaluator.evaluate(module, term, loop);
  const constants = values.filter(isWritten);
  // `process.env.PREFIX ?? '/api'`: the default is what the code says.
  const chosen = constants.length > 0 ? constants : values;
  const configured = constants.length > 0 && constants.length < values.length;
  const found = chosen.flatMap((value) => foldValue(folding, value, depth + 1));
  const distinct = dedupe(found.length > 0 ? found : [unknown()]);
  return configured
    ? distinct.map((one) => ({ ...one, certainty: Math.min(one.certainty, CERTAINTY.configured) }))
    : distinct;
}

function isWritten({ kind }: Value): boolean {
  return kind === 'constant' || kind === 'text' || kind === 'pattern';
}

function foldValue(folding: Budgeted, value: Value, depth: number): Folded[] {
  if (value.kind === 'constant' && value.value !== null) return [{ text: String(value.value), certainty: 1 }];
  if (value.kind === 'pattern') return [{ text: value.source, certainty: 0.9, isPattern: true }];
  if (value.kind === 'text') return foldParts(folding, value, depth);
  if (value.kind === 'parameter') return foldParameter(folding, value, depth);
  if (value.kind === 'made') return foldMade(folding, value, depth);
  if (value.kind === 'member') return [tableOf(folding, value) ?? unknown()];
  if (value.kind !== 'list') return [unknown()];
  return value.items.flatMap((term) =>
    foldAt(folding, { module: value.module, term, loop: value.loop }, depth),
  );
}

function foldParts(
  folding: Budgeted,
  { module, parts, loop }: Value & { kind: 'text' },
  depth: number,
): Folded[] {
  let found: Folded[] = [{ text: '', certainty: 1 }];
  for (const part of parts) {
    const next =
      typeof part === 'string'
        ? [{ text: part, certainty: 1 }]
        : foldAt(folding, { module, term: part, loop }, depth);
    found = found.flatMap((left) => next.map((right) => joinedText(left, right))).slice(0, MOST);
  }
  return found;
}

/** Of a parameter in a path (`/:${name}Id`) the name says nothing. */
function joinedText(left: Folded, right: Folded): Folded {
  const [before, rest, ...more] = right.text.split(DYNAMIC);
  if (before === '' && rest !== undefined && more.length === 0 && /\/:\w*$/u.test(left.text))
    return { ...left, text: `${left.text}param${rest}` };
  return { text: left.text + right.text, certainty: Math.min(left.certainty, right.certainty) };
}

/** What the callers pass: each call gives one string. */
function foldParameter(folding: Budgeted, value: ParameterValue, depth: number): Folded[] {
  const given = folding
    .argumentsOf(value)
    .slice(0, MOST)
    .flatMap(({ call, term }) =>
      term === undefined ? [] : foldAt(folding, { module: call.module, term, loop: call.loop }, depth),
    );
  if (given.length === 0) return [unknown()];
  return given.map((one) => ({ ...one, certainty: Math.min(one.certainty, CERTAINTY.passed) }));
}

/** `OrderItems.table` of a file that a build makes from `order_items` of the schema. */
function tableOf({ tableNamed }: Folding, { of, name }: MemberValue): Folded | undefined {
  const missing = of.kind === 'global' && /^table(?:Name)?$/u.test(name) ? missingName(of) : undefined;
  const text = missing === undefined ? undefined : tableNamed(toSnakeCase(missing));
  return text === undefined ? undefined : { text, certainty: CERTAINTY.generated };
}

/** `join(a, b)`, and `config.get('PREFIX', '/api')`, whose default is what the code says. */
function foldMade(
  folding: Budgeted,
  { by, module, args, loop }: Value & { kind: 'made' },
  depth: number,
): Folded[] {
  const origin = originOf(by);
  if (origin && /^node:path(?:\.posix)?\.(?:join|resolve)$/u.test(origin)) {
    const parts = args.map((term) => foldAt(folding, { module, term, loop }, depth)[0] ?? unknown());
    return [
      {
        text: parts
          .map(({ text }) => text)
          .join('/')
          .replaceAll(/\/{2,}/gu, '/'),
        certainty: Math.min(...parts.map(({ certainty }) => certainty), 1),
      },
    ];
  }
  if (origin && isCamelCase(origin) && args[0] !== undefined) {
    return foldAt(folding, { module, term: args[0], loop }, depth).map((one) =>
      one.text.includes(DYNAMIC) ? one : { ...one, text: toCamelCase(one.text) },
    );
  }
  const found = foldChange(folding, { by, module, args, loop }, depth);
  if (found) return found;
  const fallback = by.kind === 'member' && by.name.startsWith('get') ? args[1] : undefined;
  if (typeof fallback !== 'string') return [unknown()];
  return [{ text: fallback, certainty: CERTAINTY.configured }];
}

/** `name.replaceAll('_', '-')` */
function foldChange(
  folding: Budgeted,
  { by, module, args, loop }: Pick<MadeValue, 'by' | 'module' | 'args'> & { loop: Loop | undefined },
  depth: number,
): Folded[] | undefined {
  if (by.kind !== 'member' || !TEXT_METHODS.has(by.name)) return undefined;
  const given = args.map((term) => {
    const [first, second] = foldAt(folding, { module, term, loop }, depth);
    return first && !second && !first.text.includes(DYNAMIC) ? first : undefined;
  });
  return foldValue(folding, by.of, depth).map((one) => {
    const text = one.text.includes(DYNAMIC) ? undefined : changed(by.name, one.text, given);
    return text === undefined ? unknown() : { ...one, text };
  });
}

function changed(method: string, text: string, given: readonly (Folded | undefined)[]): string | undefined {
  const [from, to] = given;
  if (from?.isPattern && method.startsWith('replace')) {
    return to && !to.isPattern ? replacedByPattern(text, from.text, to.text) : undefined;
  }
  return changedText(
    method,
    text,
    given.map((one) => (one?.isPattern ? undefined : one?.text)),
  );
}

function unknown(): Folded {
  return { text: DYNAMIC, certainty: CERTAINTY.dynamic };
}

function dedupe(found: readonly Folded[]): Folded[] {
  const byText = new Map<string, Folded>();
  for (const one of found) {
    const known = byText.get(one.text);
    if (!known || known.certainty < one.certainty) byText.set(one.text, one);
  }
  return [...byText.values()].slice(0, MOST);
}
