import type { Evidence } from '../model/evidence.ts';
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
  for (const { a, b, times } of traffic.together) {
    const [one, other] = [called.get(a), called.get(b)];
    const [from, to] = [one && numberOf(one.module), other && numberOf(other.module)];
    if (!one || !other || from === undefined || to === undefined || from === to) continue;
    edges.push(from, to, Math.min(1, times / Math.sqrt(one.requests * other.requests)));
  }
  return edges;
}
