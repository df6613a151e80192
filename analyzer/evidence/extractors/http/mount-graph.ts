import { DYNAMIC, type Folded } from '../link/fold-text.ts';
import { joinPaths } from './paths.ts';

/** Routers, applications and plugins, and which is mounted where. A router that is mounted twice answers twice. */
export interface MountGraph<Route> {
  /** An application: requests come in here. */
  readonly addRoot: (node: string) => void;
  /** A router of this framework, mounted or not. */
  readonly addNode: (node: string) => void;
  readonly mount: (parent: string, child: string, prefix: Folded) => void;
  readonly addRoute: (node: string, path: Folded, route: Route) => void;
  /** Whether anything is known that could have an address: a route, and an application or router of the framework. */
  readonly hasRoutes: () => boolean;
  /** Whatever an outer node has, the inner ones have too: one for each call of the function that makes them. */
  readonly mountInside: (outerOf: (node: string) => string | undefined) => void;
  /** Nodes with routes of their own, or with others mounted on them. */
  readonly parents: () => ReadonlySet<string>;
  /** A path in front of everything in a node: `new Router({ prefix })`. */
  readonly addPrefix: (node: string, prefix: Folded) => void;
  /** Every route with every full path that it answers to. Nodes that no known router is tied to are left out. */
  readonly routes: () => { path: string; certainty: number; route: Route }[];
}

/** How sure a path is whose router nobody was seen to mount. */
const UNMOUNTED = 0.6;
/** A base class that registers for thousands below it has as many prefixes; what doubles at every step ends somewhere. */
const MOST_PREFIXES = 20_000;
/** More addresses than any monolith has; where routers are mounted on each other in hostile ways, each route keeps its first. */
const MOST_ADDRESSES = 100_000;

export function createMountGraph<Route>(): MountGraph<Route> {
  const mounts: Mounts = { roots: new Set(), known: new Set(), parents: new Map(), own: new Map() };
  const entries: { node: string; path: Folded; route: Route }[] = [];
  return {
    addRoot: (node) => {
      mounts.roots.add(node);
      mounts.known.add(node);
    },
    addNode: (node) => void mounts.known.add(node),
    mount: (parent, child, prefix) => addMount(mounts, parent, child, prefix),
    addPrefix: (node, prefix) => void mounts.own.set(node, prefix),
    addRoute: (node, path, route) => void entries.push({ node, path, route }),
    mountInside: (outerOf) => mountInside(mounts, outerOf),
    parents: () => parentsIn(mounts, entries),
    hasRoutes: () => entries.length > 0 && mounts.known.size > 0,
    routes: () => {
      const tied = tiedNodes(mounts);
      const prefixesOf = createPrefixes(mounts);
      const reached = entries.filter(({ node }) => tied.has(node));
      const most = Math.max(1, Math.floor(MOST_ADDRESSES / reached.length));
      return reached.flatMap(({ node, path, route }) =>
        prefixesOf(node)
          .slice(0, most)
          .map((prefix) => {
            const { text, certainty } = joined(prefix, path);
            return { path: text, certainty, route };
          }),
      );
    },
  };
}

function mountInside(mounts: Mounts, outerOf: (node: string) => string | undefined): void {
  const open = new Set([...mounts.known, ...mounts.parents.keys()]);
  for (const list of mounts.parents.values()) for (const { parent } of list) open.add(parent);
  const inside: [string, string][] = [];
  for (const node of open) {
    const outer = outerOf(node);
    if (outer === undefined) continue;
    inside.push([node, outer]);
    addMount(mounts, node, outer, { text: '', certainty: 1 });
    open.add(outer);
  }
  // What one of them is, all are.
  for (const [node, outer] of inside) if (mounts.roots.has(node)) mounts.roots.add(outer);
  for (const [node, outer] of inside) if (mounts.roots.has(outer)) mounts.roots.add(node);
}

function parentsIn({ parents }: Mounts, entries: readonly { readonly node: string }[]): Set<string> {
  const found = new Set(entries.map(({ node }) => node));
  for (const mounts of parents.values()) for (const { parent } of mounts) found.add(parent);
  return found;
}

interface Mounts {
  readonly roots: Set<string>;
  readonly known: Set<string>;
  readonly parents: Map<string, { parent: string; prefix: Folded }[]>;
  readonly own: Map<string, Folded>;
}

function addMount({ parents }: Mounts, parent: string, child: string, prefix: Folded): void {
  const list = parents.get(child) ?? [];
  parents.set(child, list);
  const isKnown = list.some((one) => one.parent === parent && one.prefix.text === prefix.text);
  if (!isKnown && parent !== child) list.push({ parent, prefix });
}

/** Mounts in rings are followed once around from where they are entered; all prefixes together are no more than this. */
const MOST_STEPS = 400_000;

/** Everything that can stand in front of a node's paths: one prefix for each way in. */
function createPrefixes(mounts: Mounts): (node: string) => readonly Folded[] {
  const known = new Map<string, readonly Folded[]>();
  let steps = 0;
  const above = (node: string, trail: ReadonlySet<string>): { found: Folded[]; whole: boolean } => {
    const parents = mounts.parents.get(node) ?? [];
    if (parents.length === 0) {
      return { found: [{ text: '', certainty: mounts.roots.has(node) ? 1 : UNMOUNTED }], whole: true };
    }
    const onward = new Set(trail).add(node);
    const open = parents.filter(({ parent }) => !onward.has(parent) && (steps += 1) < MOST_STEPS);
    const ways = open.map(({ parent, prefix }) => {
      const { found, whole } = visit(parent, onward);
      steps += found.length;
      return { found: found.map((outer) => joined(outer, prefix)), whole };
    });
    const whole = open.length === parents.length && ways.every((way) => way.whole);
    return { found: ways.flatMap(({ found }) => found), whole };
  };
  const visit = (node: string, trail: ReadonlySet<string>): { found: readonly Folded[]; whole: boolean } => {
    const done = known.get(node);
    if (done) return { found: done, whole: true };
    const { found, whole } = above(node, trail);
    const inner = mounts.own.get(node);
    const full = distinct(inner ? found.map((outer) => joined(outer, inner)) : found);
    // What a ring leaves out depends on where one came in, so it holds for this way alone.
    if (whole) known.set(node, full);
    return { found: full, whole };
  };
  return (node) => {
    const { found } = visit(node, new Set());
    const all = found.length > 0 ? found : [{ text: '', certainty: UNMOUNTED }];
    known.set(node, all);
    return all;
  };
}

/** A parameter becomes a router by being given one, or by mounting one. */
function tiedNodes({ known, parents }: Mounts): Set<string> {
  const neighbours = new Map<string, string[]>();
  for (const [child, mounts] of parents) {
    for (const { parent } of mounts) {
      link(neighbours, parent, child);
      link(neighbours, child, parent);
    }
  }
  const tied = new Set(known);
  for (const node of tied) for (const next of neighbours.get(node) ?? []) tied.add(next);
  return tied;
}

function link(neighbours: Map<string, string[]>, from: string, to: string): void {
  const list = neighbours.get(from);
  if (list) list.push(to);
  else neighbours.set(from, [to]);
}

function joined(left: Folded, right: Folded): Folded {
  const text = joinPaths(left.text, right.text);
  const certainty = Math.min(left.certainty, right.certainty);
  return { text, certainty: text.includes(DYNAMIC) ? Math.min(certainty, 0.4) : certainty };
}

function distinct(found: readonly Folded[]): Folded[] {
  const byText = new Map<string, Folded>();
  for (const one of found) {
    const best = byText.get(one.text);
    if (!best || best.certainty < one.certainty) byText.set(one.text, one);
  }
  return [...byText.values()].slice(0, MOST_PREFIXES);
}
