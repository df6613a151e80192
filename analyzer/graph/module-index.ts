import type { Module } from '../model/module.ts';

/** Modules by number, in code-unit order of their ids: the order that makes every later step independent of input order. */
export interface ModuleIndex {
  readonly modules: readonly Module[];
  readonly ids: readonly string[];
  /** The number of a module; undefined where the id is unknown. */
  readonly numberOf: (id: string) => number | undefined;
}

export function indexModules(modules: readonly Module[]): ModuleIndex {
  const sorted = [...modules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const numbers = new Map(sorted.map(({ id }, number) => [id, number]));
  return {
    modules: sorted,
    ids: sorted.map(({ id }) => id),
    numberOf: (id) => numbers.get(id),
  };
}
