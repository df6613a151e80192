/** Groups of services that reach each other, each sorted; in the order of their first name. Few services: reachability by closure is enough. */
export function cyclesOf(edges: readonly (readonly [from: string, to: string])[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) neighboursOf(from, next).add(to);
  const names = [...new Set([...next].flatMap(([from, to]) => [from, ...to]))].sort();
  const reached = new Map(names.map((name) => [name, reachableFrom(name, next)]));
  const cycles: string[][] = [];
  const placed = new Set<string>();
  for (const name of names) {
    if (placed.has(name) || reached.get(name)?.has(name) !== true) continue;
    const cycle = names.filter(
      (other) => reached.get(name)?.has(other) === true && reached.get(other)?.has(name) === true,
    );
    for (const member of cycle) placed.add(member);
    cycles.push(cycle);
  }
  return cycles;
}

function neighboursOf(name: string, next: Map<string, Set<string>>): Set<string> {
  const known = next.get(name) ?? new Set<string>();
  next.set(name, known);
  return known;
}

function reachableFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(next.get(name) ?? []));
  }
  return seen;
}
