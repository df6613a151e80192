import type { FunctionPlace } from '../extractor.ts';
import { busEdges } from './bus-edges.ts';
import { createCallees } from './callees.ts';
import type { Code } from './code.ts';
import { type FunctionNumbers, numberFunctions } from './function-numbers.ts';

/** Follows calls from function to function, through injected fields, imports and classes. */
export interface Reach {
  /** Every function that runs, itself included, nearest first; it does not go on below a hub. */
  readonly from: (entry: readonly FunctionPlace[]) => readonly FunctionPlace[];
  /** Where a function begins. */
  readonly lineOf: (place: FunctionPlace) => number;
  /** Functions that call one function directly. */
  readonly callersOf: (place: FunctionPlace) => readonly FunctionPlace[];
}

/** Enough for any real use case; a bound for hostile ones. */
const MOST_FUNCTIONS = 600;
/** A function that so many modules call is a tool, not a step of one use case. */
const HUB_CALLERS = 40;

export function createReach(code: Code): Reach {
  const numbers = numberFunctions(code);
  let graph: CallGraph | undefined;
  const whole = (): CallGraph => (graph ??= callGraph(code, numbers));
  return {
    from: (entry) => spread(entry, numbers, whole()),
    lineOf: ({ module, id }) => code.indexOf(module)?.function(id)?.line ?? 1,
    callersOf: ({ module, id }) => placesOf(whole().callers[numbers.of(module, id)] ?? [], numbers),
  };
}

type Rows = readonly (readonly number[] | undefined)[];

interface CallGraph {
  /** Functions that one function calls, callbacks written inside it included. */
  readonly callees: Rows;
  readonly callers: Rows;
  readonly hubs: ReadonlySet<number>;
}

function callGraph(code: Code, numbers: FunctionNumbers): CallGraph {
  const calleesOf = createCallees(code, numbers);
  const callees: (readonly number[])[] = [];
  const callers: number[][] = [];
  const carried = carriedByBus(code, numbers);
  for (const from of numbers.all) {
    const place = numbers.place(from);
    const row = [...(place ? calleesOf(place) : []), ...(carried.get(from) ?? [])];
    callees[from] = row;
    for (const to of row) (callers[to] ??= []).push(from);
  }
  return { callees, callers, hubs: hubsAmong(callers, numbers) };
}

function carriedByBus(code: Code, numbers: FunctionNumbers): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const { from, to } of busEdges(code)) {
    const sender = numbers.of(from.module, from.id);
    rows.set(sender, [...(rows.get(sender) ?? []), numbers.of(to.module, to.id)]);
  }
  return rows;
}

function hubsAmong(callers: Rows, numbers: FunctionNumbers): Set<number> {
  const hubs = new Set<number>();
  callers.forEach((row = [], to) => {
    if (row.length <= HUB_CALLERS) return;
    if (new Set(row.map((from) => numbers.place(from)?.module)).size > HUB_CALLERS) hubs.add(to);
  });
  return hubs;
}

function spread(
  entry: readonly FunctionPlace[],
  numbers: FunctionNumbers,
  { callees, hubs }: CallGraph,
): FunctionPlace[] {
  const seen = new Set(entry.map(({ module, id }) => numbers.of(module, id)));
  for (const at of seen) {
    if (seen.size > MOST_FUNCTIONS) break;
    for (const next of callees[at] ?? []) if (!hubs.has(next)) seen.add(next);
  }
  return placesOf([...seen], numbers);
}

function placesOf(row: readonly number[], numbers: FunctionNumbers): FunctionPlace[] {
  return row.flatMap((number) => numbers.place(number) ?? []);
}

export function keyOf({ module, id }: FunctionPlace): string {
  return `${module}#${id}`;
}
