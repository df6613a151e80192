import { EdgeList } from './edge-list.ts';
import { StrongestFew } from './strongest-few.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Each module is tied to this many modules with the most similar vocabulary. */
const neighbours = 8;
/** A word in more modules than this tells little and costs its square; it still counts in the length of a vector. */
const mostModules = 600;
const largestShare = 0.4;

/** Cosine of TF-IDF vectors; of each module the eight strongest ties. */
export function namesView(vocabulary: Vocabulary): EdgeList {
  const order = vocabulary.ofModule.length;
  const postings = postingsOf(vocabulary);
  const edges = new EdgeList(order * neighbours + 1);
  const dots = new Float64Array(order);
  const touched = new Int32Array(order);
  const strongest = new StrongestFew(neighbours);
  for (let v = 0; v < order; v++) {
    const found = addDots(v, postings, dots, touched);
    strongest.clear();
    for (let t = 0; t < found; t++) {
      const u = touched[t]!;
      if (u !== v) strongest.offer(u, dots[u]!);
      dots[u] = 0;
    }
    for (let i = 0; i < strongest.length; i++) edges.push(v, strongest.nodes[i]!, strongest.values[i]! / 2);
  }
  return edges;
}

interface Postings {
  /** For each module its words that tell something, with their share of the vector. */
  readonly vectors: readonly (readonly (readonly [word: number, value: number])[])[];
  readonly modules: readonly (number[] | undefined)[];
  readonly values: readonly (number[] | undefined)[];
}

function postingsOf({ ofModule, frequency }: Vocabulary): Postings {
  const order = ofModule.length;
  const limit = Math.max(2, Math.min(mostModules, largestShare * order));
  const modules: number[][] = [];
  const values: number[][] = [];
  const vectors = ofModule.map((words, v) => {
    const weighted = words.map(([w, weight]) => [w, weight * Math.log(order / frequency[w]!)] as const);
    const length = Math.hypot(...weighted.map(([, value]) => value)) || 1;
    const vector: (readonly [number, number])[] = [];
    for (const [w, value] of weighted) {
      if (frequency[w]! < 2 || frequency[w]! > limit || value === 0) continue;
      (modules[w] ??= []).push(v);
      (values[w] ??= []).push(value / length);
      vector.push([w, value / length]);
    }
    return vector;
  });
  return { vectors, modules, values };
}

/** Adds to `dots` the similarity of `v` with every module that shares a word; returns how many those are. */
function addDots(v: number, postings: Postings, dots: Float64Array, touched: Int32Array): number {
  let found = 0;
  for (const [word, value] of postings.vectors[v]!) {
    const modules = postings.modules[word]!;
    const values = postings.values[word]!;
    for (let i = 0; i < modules.length; i++) {
      const u = modules[i]!;
      if (dots[u] === 0) touched[found++] = u;
      dots[u] = dots[u]! + value * values[i]!;
    }
  }
  return found;
}
