import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCache } from '../disk/write-cache.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Links } from './evidence/collect-links.ts';
import type { Dependency } from './model/dependency.ts';
import type { Access, Evidence, Transaction } from './model/evidence.ts';

/** What `check` needs to know of the code. */
export type Code = Links & Pick<Evidence, 'accesses' | 'transactions'>;

/**
 * What an earlier check read, where its input was the same. It is a seventh of an analysis, and is there where none was
 * ever written, as on a machine that only checks. Undefined where it has to be read.
 *
 * @param key names the input: files, configuration, options, and the code of the analyzer
 */
export function recallCode(root: string, key: string): Code | undefined {
  try {
    const [known, json = ''] = readFileSync(join(cacheFolder(root), FILE), 'utf8').split('\n');
    return known === key ? decode(JSON.parse(json) as Stored) : undefined;
  } catch {
    return undefined; // None yet, or torn.
  }
}

/** Keeps silent where nothing can be written: it is read again then. */
export function rememberCode(root: string, key: string, code: Code): void {
  try {
    writeCache(cacheFolder(root), FILE, [`${key}\n`, JSON.stringify(encode(code)), '\n']);
  } catch {
    // A read-only folder costs time, not an answer.
  }
}

const FILE = 'code.txt';

/** Every text once; records are numbers in a row, texts by their place in `texts`. */
interface Stored {
  readonly texts: readonly string[];
  readonly modules: readonly number[];
  readonly dependencies: readonly number[];
  readonly accesses: readonly number[];
  readonly transactions: readonly number[];
}

/** Stands for what is absent. */
const NONE = -1;

function encode({ modules, dependencies, accesses, transactions }: Code): Stored {
  const places = new Map<string, number>();
  const place = (text: string | undefined): number => {
    if (text === undefined) return NONE;
    const known = places.get(text);
    if (known === undefined) places.set(text, places.size);
    return known ?? places.size - 1;
  };
  const list = (texts: readonly string[]): number[] => [texts.length, ...texts.map(place)];
  return {
    modules: modules.map(({ id }) => place(id)),
    dependencies: dependencies.flatMap(({ from, to, kind, uses, line, via, names }) => [
      place(from),
      place(to),
      place(kind),
      uses,
      line ?? NONE,
      place(via),
      ...list(names),
    ]),
    accesses: accesses.flatMap(({ module, entity, mode, certainty, line, through }) => [
      place(module),
      place(entity),
      place(mode),
      certainty,
      line ?? NONE,
      place(through),
    ]),
    transactions: transactions.flatMap(({ module, scope, line, entities }) => [
      place(module),
      place(scope),
      line,
      ...list(entities),
    ]),
    texts: [...places.keys()],
  };
}

function decode({ texts, modules, ...rows }: Stored): Code {
  return {
    modules: modules.map((at) => ({ id: textAt(texts, at) })),
    dependencies: records(rows.dependencies, texts, toDependency),
    accesses: records(rows.accesses, texts, toAccess),
    transactions: records(rows.transactions, texts, toTransaction),
  };
}

/** Takes one number, or text, after the other. */
interface Reader {
  readonly number: () => number;
  readonly text: () => string;
  readonly list: () => string[];
}

function records<Item>(
  row: readonly number[],
  texts: readonly string[],
  toItem: (reader: Reader) => Item,
): Item[] {
  let at = 0;
  const number = (): number => row[at++] ?? torn();
  const text = (): string => textAt(texts, number());
  const list = (): string[] => {
    const items: string[] = [];
    for (let left = number(); left > 0; left -= 1) items.push(text());
    return items;
  };
  const reader = { number, text, list };
  const items: Item[] = [];
  while (at < row.length) items.push(toItem(reader));
  return items;
}

function textAt(texts: readonly string[], at: number): string {
  return at === NONE ? '' : (texts[at] ?? torn());
}

function torn(): never {
  throw new RangeError('The cache holds less than it says.');
}

function toDependency({ number, text, list }: Reader): Dependency {
  const from = text();
  const to = text();
  const kind = text() as Dependency['kind'];
  const uses = number();
  const line = number();
  const via = text();
  const dependency = { from, to, kind, names: list(), uses };
  if (line !== NONE && via === '') return { ...dependency, line }; // Nearly all.
  return { ...dependency, ...(line === NONE ? {} : { line }), ...(via === '' ? {} : { via }) };
}

function toAccess({ number, text }: Reader): Access {
  const [module, entity, mode] = [text(), text(), text() as Access['mode']];
  const [certainty, line, through] = [number(), number(), text()];
  const place = line === NONE ? {} : { line };
  return { module, entity, mode, ...place, certainty, ...(through === '' ? {} : { through }) };
}

function toTransaction({ number, text, list }: Reader): Transaction {
  return { module: text(), scope: text(), line: number(), entities: list() };
}
