import type { FunctionPlace } from '../extractor.ts';
import type { Code } from './code.ts';

/** Functions of the repository as small whole numbers: following calls looks one up a million times. */
export interface FunctionNumbers {
  /** One above the highest number. */
  readonly count: number;
  /** -1 for a function that is not kept. */
  readonly of: (module: string, id: number) => number;
  /** Undefined for a number that no function has. */
  readonly place: (number: number) => FunctionPlace | undefined;
  /** All numbers that functions have, in the order of modules and of functions in them. */
  readonly all: readonly number[];
}

export function numberFunctions(code: Pick<Code, 'modules' | 'indexOf'>): FunctionNumbers {
  const starts = new Map<string, number>();
  const places: (FunctionPlace | undefined)[] = [];
  const all: number[] = [];
  let count = 0;
  for (const module of code.modules) {
    const functions = code.indexOf(module)?.sketch.functions ?? [];
    starts.set(module, count);
    let most = 0;
    for (const { id } of functions) {
      places[count + id] = { module, id };
      all.push(count + id);
      if (id > most) most = id;
    }
    count += most + 1;
  }
  const of = (module: string, id: number): number => {
    const number = (starts.get(module) ?? -1) + id;
    const place = id < 0 ? undefined : places[number];
    return place?.module === module ? number : -1;
  };
  return { count, of, place: (number) => places[number], all };
}
