import type { CutState } from './cut-state.ts';
import { circlesOf, filledServices } from './metrics-of.ts';
import { ASIDE, isApart, MONOLITH, ROOT, SHARED } from './places.ts';

/** One service, as it stands. */
export interface ServiceLine {
  readonly name: string;
  readonly modules: number;
  readonly tables: number;
  /** Pairs of modules: others that depend on this service. */
  readonly incoming: number;
  /** Pairs of modules: this service depends on others. */
  readonly outgoing: number;
}

/** Where one place depends on another that is apart from it. Places by name: a service, `shared`, `monolith`. */
export interface SeamLine {
  readonly from: string;
  readonly to: string;
  readonly pairs: number;
  readonly calls: number;
}

/** One table: who owns it, and who else is at it. */
export interface TableLine {
  readonly entity: string;
  readonly owner?: string;
  readonly writers: readonly string[];
  /** Those who only read. */
  readonly readers: readonly string[];
  readonly isShared: boolean;
}

export function serviceLines(state: CutState): ServiceLine[] {
  const { names, sizes, pairs, data } = state;
  const tables = new Int32Array(names.length);
  for (const owner of data.owners) if (owner >= 0) tables[owner]!++;
  return [...names.entries()].flatMap(([service, name]) => {
    if (name === undefined) return [];
    let incoming = 0;
    let outgoing = 0;
    for (let place = -ASIDE; place < names.length; place++) {
      incoming += pairs.between(place, service);
      outgoing += pairs.between(service, place);
    }
    return [{ name, modules: sizes[service]!, tables: tables[service]!, incoming, outgoing }];
  });
}

/** Most calls first. */
export function seamLines(state: CutState): SeamLine[] {
  const { facts, placeOf } = state;
  const { from, to, uses } = facts.pairs;
  const width = state.names.length + ASIDE;
  const found = new Map<number, { pairs: number; calls: number }>();
  for (let i = 0; i < from.length; i++) {
    const a = placeOf[from[i]!]!;
    const b = placeOf[to[i]!]!;
    if (!isApart(a, b)) continue;
    const key = (a + ASIDE) * width + b + ASIDE;
    const seam = found.get(key) ?? found.set(key, { pairs: 0, calls: 0 }).get(key)!;
    seam.pairs++;
    seam.calls += uses[i]!;
  }
  return [...found]
    .map(([key, seam]) => ({
      from: placeName(state, Math.floor(key / width) - ASIDE),
      to: placeName(state, (key % width) - ASIDE),
      ...seam,
    }))
    .sort((a, b) => b.calls - a.calls || compare(a.from, b.from) || compare(a.to, b.to));
}

/** In code-unit order. */
export function tableLines(state: CutState): TableLine[] {
  const { facts, data } = state;
  return facts.entities.map((entity, number) => {
    const users = data.usersOf(number);
    const owner = state.names[data.owners[number]!];
    return {
      entity,
      ...(owner === undefined ? {} : { owner }),
      writers: users.filter(({ writes }) => writes).map(({ place }) => placeName(state, place)),
      readers: users.filter(({ writes }) => !writes).map(({ place }) => placeName(state, place)),
      isShared: data.isShared[number] === 1,
    };
  });
}

/** Names of the services in each circle, sorted. */
export function circleNames(state: CutState): string[][] {
  return circlesOf(state, filledServices(state)).map((circle) =>
    circle.map((service) => placeName(state, service)).sort(),
  );
}

export function placeName({ names }: CutState, place: number): string {
  if (place === SHARED) return 'shared';
  if (place === ROOT) return 'root';
  return place === MONOLITH ? 'monolith' : (names[place] ?? 'monolith');
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
