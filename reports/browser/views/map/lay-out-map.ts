import { packSiblings } from 'd3-hierarchy';
import type { ConfidenceBand } from '../../../../analyzer/model/decomposition.ts';
import type { CutView, ServiceLink, ServiceView } from '../../../model/report.ts';
import type { Place } from '../../../page-data/page-data.ts';
import type { Box } from '../../draw/camera.ts';
import type { LoadedPage } from '../../load-page.ts';

export interface Circle {
  readonly service: ServiceView;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  /** Packed when first looked at. */
  readonly dots: () => readonly Dot[];
}

/** A module inside its service. */
export interface Dot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly band: ConfidenceBand;
}

export interface MapLayout {
  readonly circles: ReadonlyMap<string, Circle>;
  readonly links: readonly ServiceLink[];
  readonly bounds: Box;
  /** Both ends of every dependency that stands on the map, for drawing. Made when first asked for. */
  readonly dependencies: () => readonly (readonly [Dot, Dot])[];
}

/** Services where the report put them; one that a person made stands beside the others. */
export function layOutMap(cut: CutView, { source, places, cuts }: LoadedPage): MapLayout {
  const known = new Map<string, Place>();
  const base = cuts.find(({ name }) => name === cut.name);
  for (const [number, { name }] of (base?.services ?? []).entries()) {
    const place = places[cut.name]?.[number];
    if (place) known.set(name, place);
  }
  const lines = new Map(source.modules.map((module) => [module.id, module.lines]));
  const bands = new Map(base?.placements.map(({ module, band }) => [module, band]));
  const right = Math.max(0, ...[...known.values()].map(([x, , r]) => x + r));
  let free = 0;
  const circles = new Map<string, Circle>();
  for (const service of cut.services) {
    const [x, y, r] = known.get(service.name) ?? [right + 90, 130 * free++, 50];
    circles.set(service.name, {
      service,
      x,
      y,
      r,
      dots: lazy(() => pack(service, { x, y, r }, lines, bands)),
    });
  }
  return {
    circles,
    links: cut.links,
    bounds: boundsOf([...circles.values()]),
    dependencies: lazy(() => dependenciesOf(circles, source.dependencies)),
  };
}

function boundsOf(circles: readonly Circle[]): Box {
  if (circles.length === 0) return { left: -100, top: -100, right: 100, bottom: 100 };
  return {
    left: Math.min(...circles.map(({ x, r }) => x - r)),
    top: Math.min(...circles.map(({ y, r }) => y - r)),
    right: Math.max(...circles.map(({ x, r }) => x + r)),
    bottom: Math.max(...circles.map(({ y, r }) => y + r)),
  };
}

const LEAST_LINES = 12;

/** Fills the circle with its modules, neighbours of a folder beside each other, area by lines. */
function pack(
  { modules }: ServiceView,
  { x, y, r }: { readonly x: number; readonly y: number; readonly r: number },
  lines: ReadonlyMap<string, number>,
  bands: ReadonlyMap<string, ConfidenceBand>,
): readonly Dot[] {
  const packed = packSiblings(
    modules.map((id) => ({ id, r: Math.sqrt(Math.max(LEAST_LINES, lines.get(id) ?? 0)), x: 0, y: 0 })),
  );
  const reach = Math.max(1, ...packed.map((dot) => Math.hypot(dot.x, dot.y) + dot.r));
  const scale = (r * 0.93) / reach;
  return packed.map((dot) => ({
    id: dot.id,
    x: x + dot.x * scale,
    y: y + dot.y * scale,
    r: dot.r * scale * 0.88,
    band: bands.get(dot.id) ?? 'core',
  }));
}

function dependenciesOf(
  circles: ReadonlyMap<string, Circle>,
  dependencies: LoadedPage['source']['dependencies'],
): readonly (readonly [Dot, Dot])[] {
  const dots = new Map<string, Dot>();
  for (const { dots: of } of circles.values()) for (const dot of of()) dots.set(dot.id, dot);
  return dependencies.flatMap(({ from, to }) => {
    const [a, b] = [dots.get(from), dots.get(to)];
    return a && b && a !== b ? [[a, b] as const] : [];
  });
}

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
