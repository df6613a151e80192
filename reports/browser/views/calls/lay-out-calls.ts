import type { ServiceLink } from '../../../model/report.ts';

export const MEASURES = ['uses', 'pairs'] as const;
export type Measure = (typeof MEASURES)[number];

/** A service on one side, as high as all that it calls or that calls it. */
export interface Bar {
  readonly service: string;
  readonly y: number;
  readonly height: number;
  readonly total: number;
}

export interface Ribbon {
  readonly link: ServiceLink;
  /** Top edges on both sides. */
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

export interface CallsLayout {
  readonly callers: readonly Bar[];
  readonly callees: readonly Bar[];
  readonly ribbons: readonly Ribbon[];
  readonly height: number;
  /** Links that were left out, being the lightest. */
  readonly hidden: number;
}

const GAP = 7;
const LEAST_BAR = 11;

/**
 * Callers left, callees right: two columns, since services call each other in circles and a flow diagram with levels has
 * no place for that.
 */
export function layOutCalls(links: readonly ServiceLink[], measure: Measure, shown: number): CallsLayout {
  const heaviest = [...links].sort((a, b) => b[measure] - a[measure]).slice(0, shown);
  const total = heaviest.reduce((sum, link) => sum + link[measure], 0);
  const bars = Math.max(
    1,
    new Set(heaviest.map(({ from }) => from)).size,
    new Set(heaviest.map(({ to }) => to)).size,
  );
  const unit = Math.max(380, bars * 20) / Math.max(1, total);
  const callers = stack(heaviest, { end: 'from', measure, unit });
  const callees = stack(heaviest, { end: 'to', measure, unit });
  return {
    callers,
    callees,
    ribbons: ribbonsOf(heaviest, { callers, callees, measure, unit }),
    height: Math.max(bottom(callers), bottom(callees)) + 4,
    hidden: links.length - heaviest.length,
  };
}

function bottom(bars: readonly Bar[]): number {
  return Math.max(0, ...bars.map(({ y, height }) => y + height));
}

interface Side {
  readonly end: 'from' | 'to';
  readonly measure: Measure;
  readonly unit: number;
}

function stack(links: readonly ServiceLink[], { end, measure, unit }: Side): readonly Bar[] {
  const totals = new Map<string, number>();
  for (const link of links) totals.set(link[end], (totals.get(link[end]) ?? 0) + link[measure]);
  let y = 2;
  return [...totals]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([service, total]) => {
      const bar = { service, y, height: Math.max(LEAST_BAR, total * unit), total };
      y += bar.height + GAP;
      return bar;
    });
}

interface Columns {
  readonly callers: readonly Bar[];
  readonly callees: readonly Bar[];
  readonly measure: Measure;
  readonly unit: number;
}

/** In each bar the ribbons lie in the order of what they lead to, so that they cross least. */
function ribbonsOf(
  links: readonly ServiceLink[],
  { callers, callees, measure, unit }: Columns,
): readonly Ribbon[] {
  const from = new Map(callers.map((bar, rank) => [bar.service, { ...bar, rank }]));
  const to = new Map(callees.map((bar, rank) => [bar.service, { ...bar, rank }]));
  const left = new Map<ServiceLink, number>();
  const right = new Map<ServiceLink, number>();
  const place = (order: readonly ServiceLink[], end: 'from' | 'to', tops: Map<ServiceLink, number>): void => {
    const next = new Map<string, number>();
    const bars = end === 'from' ? from : to;
    for (const link of order) {
      const y = next.get(link[end]) ?? bars.get(link[end])!.y;
      tops.set(link, y);
      next.set(link[end], y + link[measure] * unit);
    }
  };
  place(
    [...links].sort((a, b) => to.get(a.to)!.rank - to.get(b.to)!.rank),
    'from',
    left,
  );
  place(
    [...links].sort((a, b) => from.get(a.from)!.rank - from.get(b.from)!.rank),
    'to',
    right,
  );
  return links.map((link) => ({
    link,
    left: left.get(link)!,
    right: right.get(link)!,
    height: Math.max(1, link[measure] * unit),
  }));
}
