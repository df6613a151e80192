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
  /** A path in front of everything in a node: `new Router({ prefix })`. */
  readonly addPrefix: (node: string, prefix: Folded) => void;
  /** Every route with every full path that it answers to. Nodes that no known router is tied to are left out. */
  readonly routes: () => { path: string; certainty: number; route: Route }[];
}

/** How sure a path is whose router nobody was seen to mount. */
const UNMOUNTED = 0.6;
const MOST_PREFIXES = 64;

export function createMountGraph<Route>(): MountGraph<Route> {
  const roots = new Set<string>();
  const known = new Set<string>();
  const parents = new Map<string, { parent: string; prefix: Folded }[]>();
  const own = new Map<string, Folded>();
  const entries: { node: string; path: Folded; route: Route }[] = [];
  const prefixes = new Map<string, Folded[]>();

  const prefixesOf = (node: string): Folded[] => {
    const done = prefixes.get(node);
    if (done) return done;
    prefixes.set(node, []); // A ring of mounts adds no further path.
    const above = (parents.get(node) ?? []).flatMap(({ parent, prefix }) =>
      prefixesOf(parent).map((outer) => joined(outer, prefix)),
    );
    if (roots.has(node) || above.length === 0) {
      above.push({ text: '', certainty: roots.has(node) ? 1 : UNMOUNTED });
    }
    const inner = own.get(node);
    const found = distinct(inner ? above.map((outer) => joined(outer, inner)) : above);
    prefixes.set(node, found);
    return found;
  };

  return {
    addRoot: (node) => {
      roots.add(node);
      known.add(node);
    },
    addNode: (node) => void known.add(node),
    mount: (parent, child, prefix) => {
      const list = parents.get(child) ?? [];
      parents.set(child, list);
      if (!list.some((one) => one.parent === parent && one.prefix.text === prefix.text)) {
        list.push({ parent, prefix });
      }
    },
    addPrefix: (node, prefix) => void own.set(node, prefix),
    addRoute: (node, path, route) => void entries.push({ node, path, route }),
    routes: () => {
      const tied = tiedNodes(known, parents);
      return entries
        .filter(({ node }) => tied.has(node))
        .flatMap(({ node, path, route }) =>
          prefixesOf(node).map((prefix) => {
            const { text, certainty } = joined(prefix, path);
            return { path: text, certainty, route };
          }),
        );
    },
  };
}

/** A parameter becomes a router by being given one, or by mounting one. */
function tiedNodes(
  known: ReadonlySet<string>,
  parents: ReadonlyMap<string, readonly { parent: string }[]>,
): Set<string> {
  const tied = new Set(known);
  const neighbours = new Map<string, string[]>();
  const link = (left: string, right: string): void => {
    const list = neighbours.get(left);
    if (list) list.push(right);
    else neighbours.set(left, [right]);
  };
  for (const [child, mounts] of parents) {
    for (const { parent } of mounts) {
      link(parent, child);
      link(child, parent);
    }
  }
  const open = [...known];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of neighbours.get(at) ?? []) {
      if (tied.has(next)) continue;
      tied.add(next);
      open.push(next);
    }
  }
  return tied;
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
