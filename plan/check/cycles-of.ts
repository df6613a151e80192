/** Groups of services that reach each other, each sorted; in the order of their first name. Few services: reachability by closure is enough. */
export function cyclesOf(edges: readonly (readonly [from: string, to: string])[]): string[][] {
  const names = [...new Set(edges.flat())].sort();
  const reached = new Map(names.map((name) => [name, reachableFrom(name, edges)]));
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

function reachableFrom(start: string, edges: readonly (readonly [string, string])[]): Set<string> {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const seen = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(next.get(name) ?? []));
  }
  return seen;
}
