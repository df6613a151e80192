import type { FunctionPlace } from '../extractor.ts';
import type { Code } from './code.ts';
import { throughLink } from './evaluation.ts';
import type { FunctionNumbers } from './function-numbers.ts';
import type { Value } from './value.ts';

/** Gives the functions that one function calls, by number, callbacks written inside it first. */
export function createCallees(
  code: Code,
  numbers: FunctionNumbers,
): (place: FunctionPlace) => readonly number[] {
  const inside = childrenByFunction(code, numbers);
  // `this.orders.create` means the same in every method of a class.
  const own = new Map<string, readonly number[]>();
  let module = '';
  const ownCallees = (cls: number, written: string): readonly number[] => {
    const key = `${cls}.${written}`;
    const known = own.get(key);
    if (known) return known;
    const found = calleesNamed(code, numbers, { module, scope: 0, cls }, written);
    own.set(key, found);
    return found;
  };
  return (place) => {
    if (place.module !== module) own.clear();
    module = place.module;
    const { calls = [], class: cls = -1 } = code.indexOf(module)?.function(place.id) ?? {};
    const found = new Set(inside[numbers.of(module, place.id)] ?? []);
    for (const written of calls) {
      const named = isOwn(written)
        ? ownCallees(cls, written)
        : calleesNamed(code, numbers, { module, scope: place.id, cls }, written);
      for (const callee of named) found.add(callee);
    }
    return [...found];
  };
}

function isOwn(written: string): boolean {
  return written.startsWith('this.') || written.startsWith('super.');
}

function childrenByFunction(code: Code, numbers: FunctionNumbers): (number[] | undefined)[] {
  const found: (number[] | undefined)[] = [];
  for (const module of code.modules) {
    for (const { id, parent } of code.indexOf(module)?.sketch.functions ?? []) {
      if (id === 0 || parent === 0) continue;
      (found[numbers.of(module, parent)] ??= []).push(numbers.of(module, id));
    }
  }
  return found;
}

interface Standing {
  readonly module: string;
  readonly scope: number;
  readonly cls: number;
}

function calleesNamed(
  code: Code,
  numbers: FunctionNumbers,
  at: Standing,
  written: string,
): readonly number[] {
  const [root = '', ...members] = (written.startsWith('new ') ? written.slice(4) : written).split('.');
  let values = rootValues(code, at, root);
  for (const get of members) values = throughLink(values, (value) => code.follow(value, { get }, at.module));
  const found: number[] = [];
  for (const value of values) {
    const place = placeOf(code, value);
    const number = place ? numbers.of(place.module, place.id) : -1;
    if (number >= 0) found.push(number);
  }
  return found;
}

function rootValues(code: Code, { module, scope, cls }: Standing, root: string): readonly Value[] {
  return root === 'this' || root === 'super'
    ? code.evaluate(module, { kind: root, class: cls })
    : code.named(module, root, scope);
}

/** The function behind a callee; for a class, its constructor. */
export function placeOf(code: Code, value: Value): FunctionPlace | undefined {
  if (value.kind === 'function') return { module: value.module, id: value.id };
  if (value.kind !== 'class') return undefined;
  const made = code.indexOf(value.module)?.constructorOf(value.id);
  return made && { module: value.module, id: made.id };
}
