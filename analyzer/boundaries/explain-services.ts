import type { Reason, ViewName } from '../model/decomposition.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Boundaries } from './detect-boundaries.ts';
import type { Partition } from './partition.ts';
import { count as counted } from '../../words/count.ts';

export interface ExplainInput {
  readonly evidence: Evidence;
  readonly boundaries: Boundaries;
  /** Service of each module; -1 where it is in none. */
  readonly serviceOf: Partition;
  readonly count: number;
  readonly terms: readonly (readonly string[])[];
}

/** A view that gives less than this of what holds a service together is no reason for it. */
const leastShare = 0.05;
/** Fewer dependencies than this hold nothing together. */
const fewDependencies = 3;

/** Why the modules of each service belong together, strongest view first. */
export function explainServices(input: ExplainInput): readonly (readonly Reason[])[] {
  const inside = insideByView(input);
  const statements = statementsOf(input);
  return Array.from({ length: input.count }, (_, service) => {
    const all = inside.reduce((sum, { weights }) => sum + weights[service]!, 0);
    return inside
      .flatMap(({ view, weights }) => {
        const share = all === 0 ? 0 : Math.round((weights[service]! / all) * 1000) / 1000;
        const text = share < leastShare ? undefined : statements[view]?.(service);
        return text === undefined ? [] : [{ view, text, share }];
      })
      .sort((a, b) => b.share - a.share);
  });
}

/** Weight inside each service that each view gives. */
function insideByView({ boundaries, serviceOf, count }: ExplainInput) {
  return boundaries.weighed.map(({ name, graph, weight }) => {
    const weights = new Float64Array(count);
    for (let v = 0; v < graph.order; v++) {
      const own = serviceOf[v]!;
      if (own < 0 || weight === 0) continue;
      for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++)
        if (serviceOf[graph.targets[i]!] === own)
          weights[own] = weights[own]! + (graph.weights[i]! * weight) / 2;
    }
    return { view: name, weights };
  });
}

type Statement = (service: number) => string | undefined;

/** One sentence maker for each view; each is computed once for all services. */
function statementsOf(input: ExplainInput): Partial<Record<ViewName, Statement>> {
  const { terms } = input;
  return {
    structure: structureStatement(input),
    data: dataStatement(input),
    useCase: useCaseStatement(input),
    names: (service) => {
      const words = terms[service]!.slice(0, 3);
      return words.length === 0 ? undefined : `names share: ${words.join(', ')}`;
    },
    folders: foldersStatement(input),
    history: historyStatement(input),
    traffic: trafficStatement(input),
  };
}

function structureStatement({ boundaries, serviceOf, count }: ExplainInput): Statement {
  const { uses } = boundaries.rows;
  const inside = new Int32Array(count);
  const all = new Int32Array(count);
  for (let v = 0; v < serviceOf.length; v++) {
    const own = serviceOf[v]!;
    if (own < 0) continue;
    for (let i = uses.offsets[v]!; i < uses.offsets[v + 1]!; i++) {
      const other = serviceOf[uses.targets[i]!]!;
      if (other < 0) continue;
      all[own] = all[own]! + 1;
      if (other === own) inside[own] = inside[own]! + 1;
    }
  }
  return (service) => {
    const kept = inside[service]!;
    if (2 * kept > all[service]!)
      return `${counted(kept)} of its ${counted(all[service]!)} dependencies stay inside`;
    return kept < fewDependencies ? undefined : `${counted(kept)} dependencies between its modules`;
  };
}

function dataStatement({ evidence, boundaries, serviceOf, count }: ExplainInput): Statement {
  const { numberOf } = boundaries.views.index;
  const writers = Array.from({ length: count }, () => new Map<string, Set<number>>());
  const users = Array.from({ length: count }, () => new Map<string, Set<number>>());
  for (const { module, entity, mode } of evidence.accesses) {
    const v = numberOf(module);
    if (v === undefined || serviceOf[v]! < 0) continue;
    for (const tally of mode === 'write' ? [writers, users] : [users]) {
      const tables = tally[serviceOf[v]!]!;
      (tables.get(entity) ?? tables.set(entity, new Set()).get(entity)!).add(v);
    }
  }
  const sizes = new Int32Array(count);
  for (const service of serviceOf) if (service >= 0) sizes[service] = sizes[service]! + 1;
  return (service) =>
    tablesText(writers[service]!, sizes[service]!, 'write') ??
    tablesText(users[service]!, sizes[service]!, 'read');
}

function tablesText(tables: ReadonlyMap<string, ReadonlySet<number>>, size: number, verb: string) {
  const ranked = [...tables].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  if (ranked.length === 0) return undefined;
  const modules = new Set(ranked.flatMap(([, members]) => [...members]));
  return `${counted(modules.size)} of its ${counted(size)} modules ${verb} ${ranked.map(([name]) => name).join(', ')}`;
}

/** Pairs of endpoints that clients call together, and of which both are the service's. */
function trafficStatement({ evidence, boundaries, serviceOf, count }: ExplainInput): Statement {
  const { numberOf } = boundaries.views.index;
  const { called = [], together = [] } = evidence.traffic ?? {};
  const owners = new Map(called.map(({ id, module }) => [id, serviceOf[numberOf(module) ?? -1] ?? -1]));
  const inside = new Int32Array(count);
  const touched = new Int32Array(count);
  for (const { a, b } of together) {
    const services = new Set([owners.get(a) ?? -1, owners.get(b) ?? -1].filter((service) => service >= 0));
    for (const service of services) {
      touched[service] = touched[service]! + 1;
      if (owners.get(a) === owners.get(b)) inside[service] = inside[service]! + 1;
    }
  }
  return (service) =>
    2 * inside[service]! < touched[service]! || inside[service] === 0
      ? undefined
      : `${counted(inside[service]!)} of ${counted(touched[service]!)} pairs of endpoints that clients call together stay inside`;
}

/** A use case that also runs elsewhere is no reason: only those that stay inside speak for a service. */
function useCaseStatement({ boundaries, serviceOf, count }: ExplainInput): Statement {
  const whole = new Int32Array(count);
  const touched = new Int32Array(count);
  for (const members of boundaries.views.groups.useCases) {
    const services = new Set(members.map((v) => serviceOf[v]!));
    services.delete(-1);
    for (const service of services) {
      touched[service] = touched[service]! + 1;
      if (services.size === 1) whole[service] = whole[service]! + 1;
    }
  }
  return (service) =>
    2 * whole[service]! < touched[service]! || touched[service] === 0
      ? undefined
      : `${counted(whole[service]!)} of the ${counted(touched[service]!)} use cases it serves stay inside`;
}

function foldersStatement({ boundaries, serviceOf, count }: ExplainInput): Statement {
  const tallies = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = new Int32Array(count);
  for (const [v, { folder }] of boundaries.views.index.modules.entries()) {
    const service = serviceOf[v]!;
    if (service < 0) continue;
    sizes[service] = sizes[service]! + 1;
    for (let at = folder; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
      tallies[service]!.set(at, (tallies[service]!.get(at) ?? 0) + 1);
  }
  return (service) => {
    const most = [...tallies[service]!]
      .filter(([, count_]) => count_ >= sizes[service]! / 2)
      .sort((a, b) => b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1))[0];
    return most && `${counted(most[1])} of its ${counted(sizes[service]!)} modules lie under ${most[0]}`;
  };
}

function historyStatement({ boundaries, serviceOf, count }: ExplainInput): Statement {
  const together = new Int32Array(count);
  for (const commit of boundaries.views.groups.commits)
    for (const service of servicesTwice(commit, serviceOf)) together[service] = together[service]! + 1;
  return (service) => {
    const commits = together[service]!;
    if (commits === 0) return undefined;
    return `changed together in ${commits} ${commits === 1 ? 'commit' : 'commits'}`;
  };
}

/** Services of which a commit touches two or more modules. */
function servicesTwice(commit: Int32Array, serviceOf: Partition): ReadonlySet<number> {
  const once = new Set<number>();
  const twice = new Set<number>();
  for (const v of commit) {
    const service = serviceOf[v]!;
    if (service < 0) continue;
    if (once.has(service)) twice.add(service);
    once.add(service);
  }
  return twice;
}
