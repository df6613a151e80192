import type { World } from './evaluation.ts';
import type { ClassValue } from './value.ts';

/** An interface that more classes implement says nothing of which one is meant. */
const MOST = 3;

/**
 * Which classes stand behind an interface. A container (tsyringe, InversifyJS, awilix, NestJS with tokens) puts one of
 * them where the interface is asked for; most often there is one.
 */
export function createImplementers(
  modules: readonly string[],
  { indexOf, names }: Pick<World, 'indexOf' | 'names'>,
): World['implementersOf'] {
  const keyOf = (module: string, name: string): string | undefined => {
    const origin = names.ofImport(module, name);
    if (origin) return origin.kind === 'declared' ? `${origin.module}#${origin.name}` : undefined;
    return indexOf(module)?.imports.has(name) ? undefined : `${module}#${name}`;
  };
  let known: Map<string, ClassValue[]> | undefined;
  const all = (): Map<string, ClassValue[]> => {
    if (known) return known;
    known = new Map();
    for (const module of modules) {
      for (const { id, implements: list = [] } of indexOf(module)?.sketch.classes ?? []) {
        for (const name of list) {
          const key = keyOf(module, name);
          if (key !== undefined) known.set(key, [...(known.get(key) ?? []), { kind: 'class', module, id }]);
        }
      }
    }
    return known;
  };
  return (module, name) => {
    const key = keyOf(module, name);
    const found = key === undefined ? [] : (all().get(key) ?? []);
    return found.length > MOST ? [] : found;
  };
}
