import type { ModuleIndex } from '../graph/module-index.ts';
import { nameOf } from '../graph/vocabulary.ts';
import { singular, subjectWordsOf, wordsOf } from '../graph/words.ts';
import type { Partition } from './partition.ts';

/** A layered code base says what a part is about by one file name in several layers; fewer may be chance. */
const leastFiles = 3;
const leastShareOfService = 0.25;
const leastShareOfName = 0.5;

/**
 * For each service, the name that its files carry through the layers (`routes/ape-keys.ts`, `dal/ape-keys.ts` …), in kebab
 * case and singular; undefined where no name is frequent in it and rare elsewhere. Unlike single words this may be a word
 * that elsewhere names a role: five files called `public` are about what is public.
 */
export function commonFileNames(
  { ids }: ModuleIndex,
  serviceOf: Partition,
  count: number,
): (string | undefined)[] {
  const everywhere = new Map<string, number>();
  const inside = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = new Int32Array(count);
  for (const [v, id] of ids.entries()) {
    const bag = inside[serviceOf[v]!];
    if (bag) sizes[serviceOf[v]!]!++;
    const name = subjectOf(nameOf(id));
    if (name === '') continue;
    everywhere.set(name, (everywhere.get(name) ?? 0) + 1);
    bag?.set(name, (bag.get(name) ?? 0) + 1);
  }
  return inside.map((bag, service) => {
    const telling = [...bag].filter(
      ([name, files]) =>
        files >= leastFiles &&
        files >= sizes[service]! * leastShareOfService &&
        files >= everywhere.get(name)! * leastShareOfName,
    );
    return telling.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  });
}

/** What a file name says but for its role: `OrdersController` gives order, `public` gives public. */
function subjectOf(name: string): string {
  const words = wordsOf(name).map(singular);
  const subjects = subjectWordsOf(name);
  return subjects.length === 0 ? words.join('-') : subjects.join('-');
}
