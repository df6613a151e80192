import type { Evidence } from '../model/evidence.ts';
import type { Traffic } from '../model/traffic.ts';
import { EdgeList } from './edge-list.ts';
import { tieGroup } from './group-ties.ts';
import type { ModuleIndex } from './module-index.ts';

/**
 * Modules that work for what is really called, more for what is called more (logarithmic: a busy health check must not
 * outweigh the rest), and handlers whose endpoints the same clients call together, by the share of their calls that are.
 * Without traffic it holds nothing.
 */
export function trafficView({ traffic, useCases }: Evidence, { numberOf }: ModuleIndex): EdgeList {
  const edges = new EdgeList();
  if (traffic === undefined) return edges;
  const called = new Map(traffic.called.map((endpoint) => [endpoint.id, endpoint]));
  const most = Math.log1p(traffic.called.reduce((max, { requests }) => Math.max(max, requests), 1));
  for (const { id, modules } of useCases) {
    const requests = called.get(id)?.requests ?? 0;
    const members = new Set(modules.flatMap((module) => numberOf(module) ?? []));
    if (requests > 0)
      tieGroup(
        edges,
        [...members].sort((a, b) => a - b),
        Math.log1p(requests) / most,
      );
  }
  tieCompanions(edges, traffic, numberOf);
  return edges;
}

function tieCompanions(
  edges: EdgeList,
  { called, together }: Traffic,
  numberOf: ModuleIndex['numberOf'],
): void {
  const ends = new Map(
    called.map(({ id, module, requests }) => [id, { v: numberOf(module) ?? -1, requests }]),
  );
  const nowhere = { v: -1, requests: 1 };
  for (const { a, b, times } of together) {
    const [one, other] = [ends.get(a) ?? nowhere, ends.get(b) ?? nowhere];
    if (one.v < 0 || other.v < 0 || one.v === other.v) continue;
    edges.push(one.v, other.v, Math.min(1, times / Math.sqrt(one.requests * other.requests)));
  }
}
