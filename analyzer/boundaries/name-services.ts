import type { ModuleIndex } from '../graph/module-index.ts';
import { nameOf, type Vocabulary } from '../graph/vocabulary.ts';
import { subjectWordsOf } from '../graph/words.ts';
import { commonFileNames } from './common-file-names.ts';
import { isServiceName } from './is-service-name.ts';
import type { Partition } from './partition.ts';

export interface NamedServices {
  /** By number of service; unique, kebab case. */
  readonly names: readonly string[];
  /** Words that set each service apart, strongest first. */
  readonly terms: readonly (readonly string[])[];
}

export interface NamingInput {
  readonly index: ModuleIndex;
  readonly vocabulary: Vocabulary;
  /** Service of each module; -1 where it is in none. */
  readonly serviceOf: Partition;
  readonly count: number;
  /** Names that people have given already. */
  readonly fixed: ReadonlyMap<number, string>;
  /** Subjects of routes and entry files: a word that people already use for a part makes a better name. */
  readonly resources: ReadonlySet<string>;
}

const termsShown = 6;
/** Frequent, and about nothing: no service is called so, though they may tie modules together. */
const emptyWords = new Set(
  'all array done edit first last later many more next no old one other same some three two yes'.split(' '),
);
const leastLetters = 3;
const resourceFactor = 1.5;

/**
 * Names each service after the name that its files share, or else after the words that are frequent in it and rare
 * elsewhere: weight inside, times the square root of the share of all its weight that is inside. Largest services choose
 * first.
 */
export function nameServices(input: NamingInput): NamedServices {
  const common = commonFileNames(input.index, input.serviceOf, input.count);
  const ranked = rankWords(input).map((words, service) => preferred(common[service], words));
  const sizes = new Int32Array(input.count);
  for (const service of input.serviceOf) if (service >= 0) sizes[service] = sizes[service]! + 1;
  const taken = new Set<string>(input.fixed.values());
  const names: string[] = Array.from({ length: input.count }, () => '');
  for (const service of [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b)) {
    names[service] =
      input.fixed.get(service) ??
      freeName(
        ranked[service]!.filter((word) => isTelling(word, input.resources)),
        taken,
        () => firstFileName(input, service),
      );
    taken.add(names[service]);
  }
  return { names, terms: ranked.map((words) => words.slice(0, termsShown)) };
}

function preferred(name: string | undefined, words: string[]): string[] {
  return name === undefined ? words : [name, ...words.filter((word) => word !== name)];
}

function rankWords({ vocabulary, serviceOf, count, resources }: NamingInput): string[][] {
  const inside = Array.from({ length: count }, () => new Map<number, number>());
  const everywhere = new Float64Array(vocabulary.words.length);
  for (const [v, words] of vocabulary.ofModule.entries()) {
    const bag = inside[serviceOf[v]!];
    for (const [word, weight] of words) {
      everywhere[word] = everywhere[word]! + weight;
      bag?.set(word, (bag.get(word) ?? 0) + weight);
    }
  }
  return inside.map((bag) =>
    [...bag]
      .map(([word, weight]) => {
        const text = vocabulary.words[word]!;
        const share = Math.sqrt(weight / everywhere[word]!);
        return { text, score: weight * share * (resources.has(text) ? resourceFactor : 1) };
      })
      .sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
      .slice(0, 24)
      .map(({ text }) => text),
  );
}

/** A short word is a name where routes are called so; else it is a file ending or an abbreviation. */
function isTelling(word: string, resources: ReadonlySet<string>): boolean {
  if (emptyWords.has(word) || !isServiceName(word)) return false;
  return word.length >= leastLetters || resources.has(word);
}

function freeName(words: readonly string[], taken: ReadonlySet<string>, fallback: () => string): string {
  const first = words[0];
  const pairs = words.slice(1, 4).map((word) => `${first}-${word}`);
  const choices = [...words.slice(0, 2), ...pairs.filter(isServiceName)];
  const free = choices.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  choices.push(fallback());
  if (!taken.has(choices.at(-1)!)) return choices.at(-1)!;
  for (let n = 2; ; n++) if (!taken.has(`${choices[0]}-${n}`)) return `${choices[0]}-${n}`;
}

/** Where no word is left: the name of the first file that has one. */
function firstFileName({ index, serviceOf }: NamingInput, service: number): string {
  for (const [v, id] of index.ids.entries()) {
    if (serviceOf[v] !== service) continue;
    const name = subjectWordsOf(nameOf(id)).join('-');
    if (isServiceName(name)) return name;
  }
  return 'service';
}
