import type { CompareRule } from '../../model/shadow-rule.ts';
import { compareArrays } from './compare-arrays.ts';
import { type JsonComparison, type JsonObject, type Pair, told } from './json-comparison.ts';
import type { Differences } from './differences.ts';
import { longNumberOf } from './parse-json.ts';
import { Place } from './place-tree.ts';
import { textKind, timeOf } from './text-kind.ts';

/** Deeper than any answer that a person made. Below it nothing is looked at. */
const MAX_DEPTH = 500;

/** Compares two values of JSON by structure: the order of members means nothing, that of elements does unless told. */
export function compareJson(pair: Pair, rule: CompareRule, differences: Differences): void {
  compareValues(pair, Place.root(rule), { rule, differences, way: [], compare: compareValues });
}

function compareValues({ expected, actual }: Pair, place: Place, comparison: JsonComparison): void {
  if (expected === actual || place.ignored || comparison.differences.full) return;
  const kind = typeName(expected);
  const other = typeName(actual);
  if (kind !== other) told(place, `${kind} ≠ ${other}`, { expected, actual }, comparison);
  else if (kind === 'object' || kind === 'array') compareInside({ expected, actual }, place, comparison);
  else {
    const found = scalarKind(expected, actual, comparison.rule);
    if (found !== undefined) told(place, found, { expected, actual }, comparison);
  }
}

function compareInside(pair: Pair, place: Place, comparison: JsonComparison): void {
  if (comparison.way.length >= MAX_DEPTH) {
    told(place, 'nested too deep', { expected: undefined, actual: undefined }, comparison);
  } else if (Array.isArray(pair.expected)) {
    compareArrays(pair.expected, pair.actual as unknown[], place, comparison);
  } else compareObjects(pair.expected as JsonObject, pair.actual as JsonObject, place, comparison);
}

function compareObjects(
  expected: JsonObject,
  actual: JsonObject,
  place: Place,
  comparison: JsonComparison,
): void {
  for (const name of Object.keys(expected)) {
    const pair = { expected: expected[name], actual: actual[name] };
    if (pair.expected === pair.actual) continue; // Most are; no value of JSON is undefined.
    const member = place.member(name);
    if (member.ignored) continue;
    comparison.way.push(name);
    if (Object.hasOwn(actual, name)) compareValues(pair, member, comparison);
    else told(member, 'missing', { ...pair, actual: undefined }, comparison);
    comparison.way.pop();
  }
  for (const name of Object.keys(actual)) {
    if (Object.hasOwn(expected, name)) continue;
    const member = place.member(name);
    if (member.ignored) continue;
    comparison.way.push(name);
    told(member, 'extra', { expected: undefined, actual: actual[name] }, comparison);
    comparison.way.pop();
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'string' && longNumberOf(value) !== undefined ? 'number' : typeof value;
}

/** How two values of one type differ; `undefined`: not, or as little as the rule allows. */
function scalarKind(expected: unknown, actual: unknown, rule: CompareRule): string | undefined {
  if (typeof expected === 'boolean') return `${expected} ≠ ${String(actual)}`;
  if (typeof expected === 'number' && typeof actual === 'number') return numberKind(expected, actual, rule);
  const texts = [String(expected), String(actual)] as const;
  const [long, otherLong] = texts.map(longNumberOf);
  if (long !== undefined || otherLong !== undefined) {
    return longNumberKind(long ?? texts[0], otherLong ?? texts[1], rule);
  }
  return isSameTime(texts, rule) ? undefined : textKind(...texts);
}

/** Relative difference below which two numbers are one, rounded or computed otherwise. */
const ROUNDING = 1e-6;

function numberKind(expected: number, actual: number, { tolerance }: CompareRule): string | undefined {
  const apart = Math.abs(expected - actual);
  if (!Number.isFinite(apart)) return 'numbers differ'; // Beyond every double: of no size that could be compared.
  const size = Math.max(Math.abs(expected), Math.abs(actual));
  if (apart <= tolerance * size) return undefined;
  return apart <= ROUNDING * size ? 'precision differs' : 'numbers differ';
}

function longNumberKind(expected: string, actual: string, rule: CompareRule): string | undefined {
  if (rule.tolerance > 0 || Number(expected) !== Number(actual)) {
    return numberKind(Number(expected), Number(actual), rule);
  }
  return 'precision differs';
}

function isSameTime(
  [expected, actual]: readonly [string, string],
  { timeToleranceMs }: CompareRule,
): boolean {
  if (timeToleranceMs === undefined) return false;
  const [a, b] = [timeOf(expected), timeOf(actual)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= timeToleranceMs;
}
