import type { Term } from '../sketch/term.ts';
import type { World } from './evaluation.ts';
import type { SketchIndex } from './sketch-index.ts';

export type ReturnTest = (module: string, id: number) => boolean;

/** Whether a function gives back something of a kind, asked once for each function. */
export function createReturnTest(
  indexOf: World['indexOf'],
  holds: (index: SketchIndex, term: Term, id: number) => boolean,
): ReturnTest {
  const known = new Map<string, boolean>();
  return (module, id) => {
    const key = `${module}#${id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const index = indexOf(module);
    const found = index?.function(id)?.returns?.some((term) => holds(index, term, id)) ?? false;
    known.set(key, found);
    return found;
  };
}
