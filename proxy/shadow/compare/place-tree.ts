import { type PathStep, parseJsonPath } from './json-path.ts';
import type { CompareRule } from '../../model/shadow-rule.ts';

/** What the rule says of the places that some path names, told apart by position in that path. */
interface Progress {
  readonly steps: readonly PathStep[];
  readonly at: number;
  /** `undefined`: the path is ignored; else the key of an unordered array. */
  readonly key: string | undefined;
}

/** Keys that are data and not names: numbers, ids, dates. Answers that are keyed by them differ in one way, not in a thousand. */
const DATA_KEY =
  /^(?:\d[\d.,:-]*|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|(?=[\da-z]*\d)[\da-f]{12,}|(?=\D*\d)[\w-]{20,})$/iu;
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/u;
const LONGEST_NAME = 60;

/**
 * The places of a JSON value, with elements of an array as one place. What the rule says of a place is worked out when
 * it is first met, and not for each of a thousand elements.
 */
export class Place {
  /** `$.items[*].price`. */
  readonly path: string;
  readonly ignored: boolean;
  /** The member that identifies an element, where the order of this array is free. */
  readonly unorderedBy: string | undefined;
  readonly #progress: readonly Progress[];
  readonly #members = new Map<string, Place>();
  readonly #elements = new Map<number, Place>();
  #each: Place | undefined;

  private constructor(path: string, progress: readonly Progress[]) {
    this.path = path;
    this.#progress = progress;
    const here = progress.filter(({ steps, at }) => at === steps.length);
    this.ignored = here.some(({ key }) => key === undefined);
    this.unorderedBy = here.find(({ key }) => key !== undefined)?.key;
  }

  static root({ ignore, unordered }: CompareRule): Place {
    const ignored = ignore.flatMap(({ kind, name }): Progress[] =>
      kind === 'body' ? [{ steps: parseJsonPath(name), at: 0, key: undefined }] : [],
    );
    const free = unordered.map(({ path, key }): Progress => ({ steps: parseJsonPath(path), at: 0, key }));
    return new Place('$', reach([...ignored, ...free]));
  }

  member(name: string): Place {
    let place = this.#members.get(name);
    if (place === undefined) {
      place = new Place(this.path + memberText(name), this.#after(name));
      this.#members.set(name, place);
    }
    return place;
  }

  element(index: number): Place {
    if (!this.#progress.some(({ steps, at }) => steps[at]?.kind === 'element')) {
      this.#each ??= new Place(`${this.path}[*]`, this.#after(-1));
      return this.#each;
    }
    let place = this.#elements.get(index);
    if (place === undefined) {
      place = new Place(`${this.path}[*]`, this.#after(index));
      this.#elements.set(index, place);
    }
    return place;
  }

  #after(key: string | number): Progress[] {
    const next = this.#progress.flatMap((progress): Progress[] => {
      const step = progress.steps[progress.at];
      if (step === undefined) return [];
      if (step.kind === 'below') return [progress];
      return takes(step, key) ? [{ ...progress, at: progress.at + 1 }] : [];
    });
    return reach(next);
  }
}

/** `..` also stands for nothing at all. */
function reach(progress: readonly Progress[]): Progress[] {
  return progress.flatMap((one) =>
    one.steps[one.at]?.kind === 'below' ? [one, { ...one, at: one.at + 1 }] : [one],
  );
}

function takes(step: PathStep, key: string | number): boolean {
  switch (step.kind) {
    case 'member':
      return step.name === key;
    case 'element':
      return step.index === key;
    case 'each':
      return true;
    case 'below':
    default:
      return false;
  }
}

function memberText(name: string): string {
  if (DATA_KEY.test(name)) return '.*';
  return PLAIN_NAME.test(name) && name.length <= LONGEST_NAME
    ? `.${name}`
    : `[${JSON.stringify(name.slice(0, LONGEST_NAME))}]`;
}
