import type { ModuleIndex } from '../graph/module-index.ts';
import { nameOf } from '../graph/vocabulary.ts';
import { subjectWordsOf } from '../graph/words.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

/** A noun stands for a service where so large a share of its modules are named for it. */
const leastShare = 2 / 3;

/**
 * Makes one service of those that are about the same thing: `orders`, `customer-orders` and `vendor-orders` are three
 * doors to one context. What a file is about is the last subject word of its name, the head of an English compound.
 */
export function mergeNamesakes(partition: Partition, { ids }: ModuleIndex, aside: Uint8Array): Partition {
  const count = countOf(partition);
  const tallies = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = new Int32Array(count);
  for (let v = 0; v < partition.length; v++) {
    if (aside[v]) continue;
    const community = partition[v]!;
    sizes[community] = sizes[community]! + 1;
    const noun = subjectWordsOf(nameOf(ids[v]!)).at(-1);
    if (noun !== undefined) tallies[community]!.set(noun, (tallies[community]!.get(noun) ?? 0) + 1);
  }
  const first = new Map<string, number>();
  const into = tallies.map((tally, community) => {
    const noun = [...tally].find(([, named]) => named > leastShare * sizes[community]!)?.[0];
    if (noun === undefined) return community;
    if (!first.has(noun)) first.set(noun, community);
    return first.get(noun)!;
  });
  return renumbered(partition.map((community) => into[community]!));
}
