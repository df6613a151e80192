import type { AddedSketch } from '../sketch/sketch.ts';
import { mayHold } from './truth.ts';
import { eachKey, type Evaluation, type Place } from './evaluation.ts';
import { lazily } from './lazy-items.ts';
import { inLevel } from './loops.ts';
import type { Item, Loop, Value } from './value.ts';

/** Lists with what is pushed into them: in each turn of the loops around, something else. */
export function withAdded(
  at: Evaluation,
  values: readonly Value[],
  place: Place,
  added: readonly AddedSketch[] | undefined,
): readonly Value[] {
  if (!added) return values;
  const more = lazily(at, added, () => added.flatMap((one) => addedItems(at, place, one)));
  return values.map((value) => (value.kind === 'list' ? { ...value, more } : value));
}

function addedItems(at: Evaluation, { module, loop }: Place, { items, around, when }: AddedSketch): Item[] {
  let turns: readonly (Loop | undefined)[] = [loop];
  for (const { of, list } of around) {
    const key = of === undefined ? eachKey(module, list) : `${module}#${of}`;
    turns = inLevel({ module, evaluator: at }, { list, key }, turns);
  }
  const reached = when
    ? turns.filter((turn) => when.every((one) => mayHold(at, { module, loop: turn }, one)))
    : turns;
  return reached.flatMap((from) => items.map((item) => ({ module, item, ...(from ? { from } : {}) })));
}
