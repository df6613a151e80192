import { canonical } from './canonical.ts';
import { fingerprint } from './fingerprint.ts';
import { type JsonComparison, type JsonObject, told } from './json-comparison.ts';
import type { Place } from './place-tree.ts';

/**
 * Compares two arrays. Elements are matched by the key that the rule names, or by an identifier that all of them carry,
 * so that one element more does not make all that follow it differ; else by position.
 */
export function compareArrays(
  expected: readonly unknown[],
  actual: readonly unknown[],
  place: Place,
  comparison: JsonComparison,
): void {
  const { unorderedBy } = place;
  const free = unorderedBy !== undefined;
  const lists: Lists = { expected, actual, place, comparison };
  if (isAligned(expected, actual)) comparePlaces(lists);
  else if (unorderedBy === '*') compareAsBag(lists);
  else {
    const key = unorderedBy ?? identifierOf(expected, actual);
    if (key !== undefined) compareByKey(lists, key, free);
    else if (expected.length !== actual.length) comparePrefix(lists);
    else compareByPosition(lists);
  }
}

interface Lists {
  readonly expected: readonly unknown[];
  readonly actual: readonly unknown[];
  readonly place: Place;
  readonly comparison: JsonComparison;
}

/** Every element stands beside its like, as in most answers: nothing has to be matched. */
function isAligned(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  if (expected.length !== actual.length) return false;
  const name = IDENTIFIERS.find((candidate) => keyOf(expected[0], candidate) !== undefined);
  for (let index = 0; index < expected.length; index++) {
    const [mine, theirs] = [expected[index], actual[index]];
    if (mine === theirs) continue;
    if (name === undefined) return false;
    const key = keyOf(mine, name);
    if (key === undefined || key !== keyOf(theirs, name)) return false;
  }
  return true;
}

const IDENTIFIERS = ['id', '_id', 'uuid', 'key', 'code', 'slug', 'name'];

/** A member that tells all elements of both arrays apart, and by which most of the elements have their like. */
function identifierOf(expected: readonly unknown[], actual: readonly unknown[]): string | undefined {
  if (typeof expected[0] !== 'object' || typeof actual[0] !== 'object') return undefined;
  return IDENTIFIERS.find((name) => {
    const mine = keysOf(expected, name);
    const theirs = mine && keysOf(actual, name);
    if (!mine || !theirs) return false;
    let shared = 0;
    for (const key of mine.keys()) if (theirs.has(key)) shared++;
    return shared * 2 >= Math.min(mine.size, theirs.size);
  });
}

/** The elements by their key; `undefined` where one has none, or two have the same. */
function keysOf(elements: readonly unknown[], name: string): Map<unknown, number> | undefined {
  const keys = new Map<unknown, number>();
  for (const [index, element] of elements.entries()) {
    const key = keyOf(element, name);
    if (key === undefined || keys.has(key)) return undefined;
    keys.set(key, index);
  }
  return keys;
}

function keyOf(element: unknown, name: string): string | number | undefined {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined;
  const key = (element as JsonObject)[name];
  return typeof key === 'string' || typeof key === 'number' ? key : undefined;
}

function compareByKey({ expected, actual, place, comparison }: Lists, name: string, free: boolean): void {
  const places = new Map<unknown, number[]>();
  for (const [index, element] of actual.entries()) push(places, keyOf(element, name), index);
  const found: number[] = [];
  for (const [index, element] of expected.entries()) {
    const other = places.get(keyOf(element, name))?.shift();
    comparison.way.push(index);
    const pair = { expected: element, actual: other === undefined ? undefined : actual[other] };
    if (other === undefined) told(place.element(index), 'missing', pair, comparison);
    else {
      found.push(other);
      comparison.compare(pair, place.element(index), comparison);
    }
    comparison.way.pop();
  }
  for (const index of [...places.values()].flat()) {
    comparison.way.push(index);
    told(place.element(index), 'extra', { expected: undefined, actual: actual[index] }, comparison);
    comparison.way.pop();
  }
  const moved = found.findIndex((at, turn) => turn > 0 && at < (found[turn - 1] as number));
  if (free || moved < 0) return;
  const keys = (list: readonly unknown[]) => list.slice(0, 20).map((element) => keyOf(element, name));
  told(place, 'order differs', { expected: keys(expected), actual: keys(actual) }, comparison);
}

function push(places: Map<unknown, number[]>, key: unknown, index: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [index]);
  else known.push(index);
}

/** An element is the same whatever its place: what is left over is missing or extra. */
function compareAsBag({ expected, actual, place, comparison }: Lists): void {
  const left = new Map<string, number[]>();
  for (const [index, element] of actual.entries()) {
    const text = canonical(element, place.element(index));
    const known = left.get(text);
    if (known === undefined) left.set(text, [index]);
    else known.push(index);
  }
  for (const [index, element] of expected.entries()) {
    if (left.get(canonical(element, place.element(index)))?.shift() !== undefined) continue;
    comparison.way.push(index);
    told(place.element(index), 'missing', { expected: element, actual: undefined }, comparison);
    comparison.way.pop();
  }
  for (const index of [...left.values()].flat()) {
    comparison.way.push(index);
    told(place.element(index), 'extra', { expected: undefined, actual: actual[index] }, comparison);
    comparison.way.pop();
  }
}

/** Nothing tells the elements apart, and the lengths differ: only the types of those at the same place are compared. */
function comparePrefix(lists: Lists): void {
  const { expected, actual, place, comparison } = lists;
  told(place, 'length differs', { expected: expected.length, actual: actual.length }, comparison);
  const shared = Math.min(expected.length, actual.length);
  for (let index = 0; index < shared; index++) {
    if (kindOf(expected[index]) === kindOf(actual[index])) continue;
    compareElement(lists, index);
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function compareByPosition(lists: Lists): void {
  const { expected, actual, place, comparison } = lists;
  if (isReordered(lists)) {
    told(
      place,
      'order differs',
      { expected: expected.slice(0, 20), actual: actual.slice(0, 20) },
      comparison,
    );
    return;
  }
  comparePlaces(lists);
}

function comparePlaces(lists: Lists): void {
  const { expected, comparison } = lists;
  for (let index = 0; index < expected.length && !comparison.differences.full; index++) {
    compareElement(lists, index);
  }
}

/** The two elements at one index, with that index on the way to them. */
function compareElement({ expected, actual, place, comparison }: Lists, index: number): void {
  comparison.way.push(index);
  comparison.compare({ expected: expected[index], actual: actual[index] }, place.element(index), comparison);
  comparison.way.pop();
}

/** The same elements, at other places: their fingerprints add up to the same, two or more of them elsewhere. */
function isReordered({ expected, actual, place }: Lists): boolean {
  let [moved, balance] = [0, 0];
  for (let index = 0; index < expected.length; index++) {
    const element = place.element(index);
    const mine = fingerprint(expected[index], element);
    const theirs = fingerprint(actual[index], element);
    if (mine !== theirs) moved++;
    balance += mine - theirs;
  }
  return moved > 1 && balance === 0;
}
