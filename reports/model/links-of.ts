import { serviceCycles } from '../../analyzer/score/service-cycles.ts';
import type { CutIndex } from './cut-index.ts';
import type { CutView, ServiceLink } from './report.ts';

/** Uses of one service by another, and the circles that they form. */
export function linksOf(index: CutIndex): Pick<CutView, 'links' | 'cycles'> {
  const { names, serviceOf, count, pairs } = index;
  const cycles = serviceCycles(pairs, index);
  const circleOf = new Map(cycles.flatMap((members, circle) => members.map((member) => [member, circle])));
  const tally = new Map<number, { pairs: number; uses: number }>();
  for (let i = 0; i < pairs.from.length; i++) {
    const from = serviceOf[pairs.from[i]!]!;
    const to = serviceOf[pairs.to[i]!]!;
    if (from < 0 || to < 0 || from === to) continue;
    const key = from * count + to;
    const link = tally.get(key) ?? tally.set(key, { pairs: 0, uses: 0 }).get(key)!;
    link.pairs += 1;
    link.uses += pairs.uses[i]!;
  }
  const links = [...tally].map(([key, link]): ServiceLink => {
    const from = Math.floor(key / count);
    const to = key % count;
    const circle = circleOf.get(from);
    return {
      from: names[from]!,
      to: names[to]!,
      ...link,
      inCycle: circle !== undefined && circle === circleOf.get(to),
    };
  });
  return {
    links: links.sort((a, b) => b.uses - a.uses || compare(a.from, b.from) || compare(a.to, b.to)),
    cycles: cycles
      .map((members) => members.map((member) => names[member]!).sort())
      .sort((a, b) => b.length - a.length || compare(a[0]!, b[0]!)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
