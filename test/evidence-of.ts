import type { Dependency } from '../analyzer/model/dependency.ts';
import type { Evidence } from '../analyzer/model/evidence.ts';
import { seededRandom } from '../analyzer/graph/seeded-random.ts';

type Edge = readonly [from: string, to: string, uses?: number];

/** Evidence with nothing but dependencies; modules are those that the edges name, and any more that are given. */
export function evidenceOf(
  edges: readonly Edge[],
  more: Partial<Evidence> & { readonly alone?: readonly string[] } = {},
): Evidence {
  const { alone = [], ...rest } = more;
  const ids = [...new Set([...edges.flatMap(([from, to]) => [from, to]), ...alone])].sort();
  return {
    modules: ids.map((id) => ({
      id,
      lines: 10,
      terms: [],
      folder: id.slice(0, Math.max(0, id.lastIndexOf('/'))),
      exports: [],
      classes: [],
    })),
    dependencies: edges.map(([from, to, uses = 1]): Dependency => ({
      from,
      to,
      kind: 'value',
      names: [],
      uses,
    })),
    endpoints: [],
    entities: [],
    accesses: [],
    transactions: [],
    externals: [],
    useCases: [],
    history: { available: false, reason: 'none' },
    ...rest,
  };
}

/** `parts` groups of `size` modules, tied at random: densely inside, loosely between. */
export function plantedEdges(options: {
  readonly parts: number;
  readonly size: number;
  readonly seed: number;
  readonly crossing: number;
}): Edge[] {
  const random = seededRandom(options.seed);
  const edges: Edge[] = [];
  for (let part = 0; part < options.parts; part++)
    for (let member = 0; member < options.size; member++) {
      edges.push([name(part, member), name(part, (member + 1) % options.size), 3]);
      edges.push([name(part, member), name(part, Math.floor(random() * options.size)), 2]);
      if (random() < options.crossing) {
        const other = Math.floor(random() * options.parts);
        edges.push([name(part, member), name(other, Math.floor(random() * options.size)), 1]);
      }
    }
  return edges.filter(([from, to]) => from !== to);
}

const name = (part: number, member: number) => `p${part}/m${part}x${member}`;

/** The same list in another order. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
