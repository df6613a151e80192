import { looksLikeId } from './looks-like-id.ts';

/** Names below one place before those that are rare are taken for values. */
const MOST_CHILDREN = 64;
/** A name that stands for less than this share of the requests below its place is rare. */
const RARE = 0.01;
const DEEPEST = 12;
/** Places in all: some 10 MB. Beyond it nothing new is learnt, and what is new ends in a `*`. */
const MOST_NODES = 20_000;

export const PARAMETER = ':id';
export const REST = '*';

/** A place in the tree of paths. */
export class PathNode<Value> {
  readonly children = new Map<string, PathNode<Value>>();
  /** Requests for this place or below it. */
  hits = 0;
  /** Names below it turned out to be values: one that is not known yet is taken for one. */
  folded = false;
  value: Value | undefined;
  /** Where it went when it was folded into another. */
  movedTo: PathNode<Value> | undefined;
}

/**
 * Learns templates from raw paths in bounded memory: a segment that looks like an id, or that is one of very many rare
 * names in its place (user names, slugs), becomes `:id`; names that are asked for often stay.
 */
export class PathTree<Value> {
  readonly #root = new PathNode<Value>();
  readonly #merge: (into: Value, from: Value) => void;
  #nodes = 1;

  /** `merge` adds what was known of one place to another when they turn out to be the same. */
  constructor(merge: (into: Value, from: Value) => void) {
    this.#merge = merge;
  }

  /** Places held. */
  get size(): number {
    return this.#nodes;
  }

  /** The place of a path, whose segments may be templates already; counted `hits` times. */
  place(path: string, hits = 1): PathNode<Value> {
    let node = this.#root;
    node.hits += hits;
    let depth = 0;
    // No list of segments is made: this is done for each request.
    for (let start = 0; start < path.length && depth <= DEEPEST;) {
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      if (end > start) {
        node = this.#step(node, depth++ < DEEPEST ? path.slice(start, end) : REST, hits);
        node.hits += hits;
      }
      start = end + 1;
    }
    return node;
  }

  /** Every place that holds something, with its template, in no particular order. */
  *places(): Generator<readonly [template: string, node: PathNode<Value>]> {
    yield* placesOf(this.#root, '');
  }

  #step(node: PathNode<Value>, segment: string, hits: number): PathNode<Value> {
    const known = node.children.get(segment);
    if (known) return known;
    if (segment !== PARAMETER && segment !== REST && looksLikeId(segment))
      return this.#child(node, PARAMETER);
    if (node.folded) return this.#child(node, PARAMETER);
    if (node.children.size >= MOST_CHILDREN && segment !== REST) {
      this.#fold(node, hits);
      return this.#step(node, segment, hits);
    }
    return this.#child(node, segment);
  }

  #child(node: PathNode<Value>, segment: string): PathNode<Value> {
    const known = node.children.get(segment);
    if (known) return known;
    const full = this.#nodes >= MOST_NODES;
    if (full && segment !== REST) return this.#child(node, REST);
    const child = new PathNode<Value>();
    node.children.set(segment, child);
    this.#nodes++;
    return child;
  }

  /** The rare names of a place become one parameter. */
  #fold(node: PathNode<Value>, hits: number): void {
    node.folded = true;
    const least = Math.max(2, (node.hits + hits) * RARE);
    const rare = [...node.children].filter(
      ([name, { hits: own }]) => name !== PARAMETER && name !== REST && own < least,
    );
    if (rare.length === 0) return;
    const parameter = this.#child(node, PARAMETER);
    for (const [name, child] of rare) {
      node.children.delete(name);
      this.#join(parameter, child);
    }
  }

  #join(into: PathNode<Value>, from: PathNode<Value>): void {
    into.hits += from.hits;
    into.folded ||= from.folded;
    from.movedTo = into;
    this.#nodes--;
    if (from.value !== undefined) {
      if (into.value === undefined) into.value = from.value;
      else this.#merge(into.value, from.value);
    }
    for (const [name, child] of from.children) {
      const same = into.children.get(name);
      if (same) this.#join(same, child);
      else into.children.set(name, child);
    }
    if (into.children.size > MOST_CHILDREN && !into.folded) this.#fold(into, 0);
  }
}

/** Where a place is now, after it was folded into others. */
export function settled<Value>(node: PathNode<Value>): PathNode<Value> {
  let at = node;
  while (at.movedTo) at = at.movedTo;
  return at;
}

function* placesOf<Value>(
  node: PathNode<Value>,
  template: string,
): Generator<readonly [string, PathNode<Value>]> {
  if (node.value !== undefined) yield [template === '' ? '/' : template, node];
  for (const [name, child] of node.children) yield* placesOf(child, `${template}/${name}`);
}
