import type { Module } from '../model/module.ts';
import type { ModuleIndex } from './module-index.ts';
import { subjectWordsOf } from './words.ts';

/** Which words each module is about, weighted; and the subject that its own name gives it. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** For each module, word numbers with their weight, heaviest first. */
  readonly ofModule: readonly (readonly (readonly [word: number, weight: number])[])[];
  /** How many modules use each word. */
  readonly frequency: Int32Array;
}

/** How much a word tells by where it stands: the file's own name says most, the body least. */
const placeWeight = { name: 3, export: 1.5, folder: 1, term: 0.5 } as const;
/** Words of the body beyond these are mostly noise. */
const bodyWords = 12;

export function buildVocabulary(index: ModuleIndex, folders: boolean): Vocabulary {
  const numbers = new Map<string, number>();
  const subjectsOf = remembered(subjectWordsOf);
  const bags = index.modules.map((module) => bagOf(module, folders, subjectsOf));
  const frequency: number[] = [];
  const ofModule = bags.map((bag) => {
    const pairs: [number, number][] = [];
    for (const [word, weight] of bag) {
      let number = numbers.get(word);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(word, number);
        frequency.push(0);
      }
      frequency[number]!++;
      pairs.push([number, weight]);
    }
    return pairs.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  });
  return { words: [...numbers.keys()], ofModule, frequency: Int32Array.from(frequency) };
}

type SubjectsOf = (text: string) => readonly string[];

/** Terms and folders come up in module after module. */
function remembered(subjectsOf: SubjectsOf): SubjectsOf {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    let subjects = known.get(text);
    if (!subjects) known.set(text, (subjects = subjectsOf(text)));
    return subjects;
  };
}

function bagOf(module: Module, folders: boolean, subjectsOf: SubjectsOf): Map<string, number> {
  const bag = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of subjectsOf(text)) if ((bag.get(word) ?? 0) < weight) bag.set(word, weight);
  };
  add(nameOf(module.id), placeWeight.name);
  for (const name of module.exports) add(name, placeWeight.export);
  if (folders) add(module.folder.split('/').slice(-2).join('/'), placeWeight.folder);
  for (const [term, count] of module.terms.slice(0, bodyWords * 3))
    if (count > 1) add(term, placeWeight.term);
  return bag;
}

/** The part of an id that names the module itself: `order` of `src/orders/order.service.ts`, `Order` of `com.shop.Order`. */
export function nameOf(id: string): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  const file = /^(.+?)\.(?:[\w-]+\.)*(?:[cm]?[jt]sx?|json|vue|svelte)$/.exec(last);
  if (file) return /^index$/i.test(file[1]!) ? '' : file[1]!;
  return last.slice(Math.max(last.lastIndexOf('.'), last.lastIndexOf(':'), last.lastIndexOf('\\')) + 1);
}
