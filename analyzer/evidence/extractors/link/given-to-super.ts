import type { Term } from '../sketch/term.ts';
import type { Evaluation } from './evaluation.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { InstanceValue, Loop, Making } from './value.ts';

type Given = Pick<Making, 'module' | 'args' | 'loop'>;

/** The arguments that reach the foreign class above an instance, from constructor to constructor. */
export function givenToSuper(at: Evaluation, { module, id }: InstanceValue, made: Making): Given {
  const { args, loop } = made;
  let given: Given = { module: made.module, args, ...(loop ? { loop } : {}) };
  const start = { kind: 'class', module, id } as const;
  for (const owner of [start, ...at.basesOf(start)]) {
    if (owner.kind !== 'class') break;
    const index = at.world.indexOf(owner.module);
    const own = index?.constructorOf(owner.id);
    if (!index || !own) continue; // A class without a constructor hands on what it is given.
    const key = `${owner.module}#${own.id}`;
    given = { module: owner.module, args: superArguments(index, owner.id), loop: contextOf(key, given) };
  }
  return given;
}

function contextOf(key: string, { module, args, loop: from }: Given): Loop {
  return { key, module, item: args[0] ?? null, args, ...(from ? { from } : {}) };
}

/** Of the calls that were kept: what says nothing to a framework is not. */
function superArguments({ sketch }: SketchIndex, id: number): readonly Term[] {
  for (const { term } of sketch.uses) {
    if (term.kind !== 'chain' || typeof term.root !== 'object' || term.root?.kind !== 'super') continue;
    const [first] = term.links;
    if (term.root.class === id && first && 'call' in first) return first.call;
  }
  return [];
}
