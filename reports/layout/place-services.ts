import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { ServiceLink, ServiceView } from '../model/report.ts';
import type { Place } from '../page-data/page-data.ts';

type Parts = {
  readonly services: readonly Pick<ServiceView, 'name' | 'lines'>[];
  readonly links: readonly Pick<ServiceLink, 'from' | 'to' | 'uses'>[];
};

interface Body {
  index: number;
  radius: number;
  x: number;
  y: number;
}

/** Screens are wider than high, so the pull to the middle is stronger up and down. */
const PULL = { x: 0.035, y: 0.075 };
const STEPS = 400;
const GAP = 16;
const RADIUS = { least: 26, most: 110 };

/**
 * Places of services on the map: those that use each other much lie near, none overlap, and the area of a circle is its
 * lines of code. Its own random numbers make it the same for the same services.
 */
export function placeServices({ services, links }: Parts): readonly Place[] {
  const bodies = bodiesOf(services);
  const at = new Map(services.map(({ name }, index) => [name, index]));
  const springs = springsOf(links, at);
  const simulation = forceSimulation(bodies)
    .randomSource(randomFrom(1))
    .force('link', springsForce(springs, bodies))
    .force(
      'charge',
      forceManyBody<Body>()
        .strength(({ radius }) => -radius * 9)
        .distanceMax(900),
    )
    .force('x', forceX<Body>(0).strength(PULL.x))
    .force('y', forceY<Body>(0).strength(PULL.y))
    .force('apart', forceCollide<Body>(({ radius }) => radius + GAP).iterations(3))
    .stop();
  simulation.tick(STEPS);
  return bodies.map(({ x, y, radius }) => [Math.round(x), Math.round(y), radius] as const);
}

function bodiesOf(services: Parts['services']): Body[] {
  const most = Math.max(1, ...services.map(({ lines }) => lines));
  return services.map(({ lines }, index): Body => {
    const radius = Math.round(Math.max(RADIUS.least, RADIUS.most * Math.sqrt(lines / most)));
    // A sunflower: even, and the same every time.
    const away = 60 * Math.sqrt(index + 0.5);
    return { index, radius, x: away * Math.cos(index * 2.4), y: away * Math.sin(index * 2.4) };
  });
}

interface Spring {
  readonly source: number;
  readonly target: number;
  readonly weight: number;
}

/** Both ways count as one. */
function springsOf(links: Parts['links'], at: ReadonlyMap<string, number>): Spring[] {
  const weights = new Map<string, Spring>();
  for (const { from, to, uses } of links) {
    const [source, target] = [at.get(from)!, at.get(to)!].sort((a, b) => a - b) as [number, number];
    const key = `${source},${target}`;
    weights.set(key, { source, target, weight: (weights.get(key)?.weight ?? 0) + uses });
  }
  return [...weights.values()];
}

function springsForce(springs: Spring[], bodies: readonly Body[]) {
  const heaviest = Math.max(1, ...springs.map(({ weight }) => weight));
  return forceLink<Body, Spring>(springs)
    .distance(({ source, target }) => 60 + bodies[indexOf(source)]!.radius + bodies[indexOf(target)]!.radius)
    .strength(({ weight }) => 0.02 + 0.35 * (Math.log1p(weight) / Math.log1p(heaviest)) ** 2);
}

/** The force puts bodies in place of their numbers. */
function indexOf(end: unknown): number {
  return typeof end === 'number' ? end : (end as Body).index;
}

/** Park and Miller 1988: good enough to shake bodies apart, the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
