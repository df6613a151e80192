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
  index: ModuleIndex,
  serviceOf: Partition,
  count: number,
): (string | undefined)[] {
  const whole = frequentNames(index, serviceOf, count, wholeName);
  const subjects = frequentNames(index, serviceOf, count, subjectOf);
  return whole.map((name, service) => name ?? subjects[service]);
}

function frequentNames(
  { ids }: ModuleIndex,
  serviceOf: Partition,
  count: number,
  name: (file: string) => string,
): (string | undefined)[] {
  const everywhere = new Map<string, number>();
  const inside = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = new Int32Array(count);
  for (const [v, id] of ids.entries()) {
    const bag = inside[serviceOf[v]!];
    if (bag) sizes[serviceOf[v]!]!++;
    const text = name(nameOf(id));
    if (text === '') continue;
    everywhere.set(text, (everywhere.get(text) ?? 0) + 1);
    bag?.set(text, (bag.get(text) ?? 0) + 1);
  }
  return inside.map((bag, service) => {
    const telling = [...bag].filter(
      ([text, files]) =>
        files >= leastFiles &&
        files >= sizes[service]! * leastShareOfService &&
        files >= everywhere.get(text)! * leastShareOfName,
    );
    return telling.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  });
}

/** `ape-keys` gives ape-key, `public` gives public. */
function wholeName(file: string): string {
  return wordsOf(file).map(singular).join('-');
}

/** A file name without what only names its role: `OrdersController` gives order. */
function subjectOf(file: string): string {
  return subjectWordsOf(file).join('-');
}
