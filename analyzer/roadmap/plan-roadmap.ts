import type { RoadmapStep } from '../model/analysis.ts';
import type { Decomposition, Service } from '../model/decomposition.ts';
import { cutTransactions, tableUses } from '../score/data-scores.ts';
import type { Cut, ScoringFacts } from '../score/scored-cut.ts';
import { components } from '../score/service-cycles.ts';

export interface RoadmapInput {
  readonly facts: ScoringFacts;
  readonly decomposition: Decomposition;
  readonly cut: Cut;
}

/** What one service would bring and take. */
interface Balance {
  readonly value: number;
  readonly cost: number;
  readonly blockers: readonly string[];
  readonly traffic?: number;
}

/** Blockers listed for a step: the rest is in the seams. */
const blockersShown = 5;

/**
 * Extraction order in waves. A service comes after those it depends on, so that it calls services and not
 * back into the monolith; services in a circle come together. Within a wave, most value for its cost first.
 */
export function planRoadmap({ facts, decomposition, cut }: RoadmapInput): readonly RoadmapStep[] {
  const services = decomposition.services;
  const balances = balanceAll(facts, services, cut);
  const numberOf = new Map(services.map(({ name }, number) => [name, number]));
  const targets = services.map(({ dependsOn }) => dependsOn.map(({ service }) => numberOf.get(service)!));
  const wave = wavesOf(targets);
  return [...services.keys()]
    .sort((a, b) => wave[a]! - wave[b]! || worth(balances[b]!) - worth(balances[a]!) || a - b)
    .map((service) => ({ wave: wave[service]!, service: services[service]!.name, ...balances[service]! }));
}

const worth = ({ value, cost }: Balance) => value / (1 + cost);

/** Wave 1 depends on nothing; each other comes one after the last that it needs. Circles share a wave. */
function wavesOf(targets: readonly (readonly number[])[]): Int32Array {
  const wave = new Int32Array(targets.length).fill(1);
  for (const component of components(targets)) {
    const members = new Set(component);
    let latest = 0;
    for (const service of component)
      for (const target of targets[service]!)
        if (!members.has(target)) latest = Math.max(latest, wave[target]!);
    for (const service of component) wave[service] = latest + 1;
  }
  return wave;
}

function balanceAll(facts: ScoringFacts, services: readonly Service[], cut: Cut): readonly Balance[] {
  const tables = tableUses(facts, cut);
  const transactions = cutTransactions(facts.evidence.transactions, tables);
  const ownerOf = new Map(tables.map(({ entity, owner }) => [entity, owner]));
  const changes = changeShares(facts, cut);
  const traffic = trafficShares(facts, cut);
  const incoming = new Int32Array(services.length);
  for (const { dependsOn } of services)
    for (const { service, pairs } of dependsOn) {
      const number = services.findIndex(({ name }) => name === service);
      incoming[number] = incoming[number]! + pairs;
    }
  return services.map((service, number) => {
    const cutHere = transactions.filter(({ entities }) => entities.some((e) => ownerOf.get(e) === number));
    const contested = tables.filter(({ owner, writers }) => owner === number && writers.length > 1);
    const value = changes[number]! + service.cohesion + (traffic?.[number] ?? 0);
    const cost =
      Math.log1p(incoming[number]!) +
      2 * cutHere.length +
      2 * contested.length +
      Math.log1p(service.modules.length) / 2;
    const blockers = [
      ...contested.map(
        ({ entity, writers }) => `table ${entity} is also written by ${others(writers, number, services)}`,
      ),
      ...cutHere.map(({ scope, entities }) => `transaction ${scope} spans ${entities.join(', ')}`),
    ].slice(0, blockersShown);
    const seen = traffic && { traffic: rounded(traffic[number]!) };
    return { value: rounded(value), cost: rounded(cost), blockers, ...seen };
  });
}

function others(writers: readonly number[], own: number, services: readonly Service[]): string {
  return writers
    .filter((writer) => writer !== own)
    .map((writer) => services[writer]!.name)
    .join(', ');
}

/** Share of the commits that touch each service, 0 to 1; what changes often gains most from its own pace. */
function changeShares({ groups }: ScoringFacts, { serviceOf, count }: Cut): Float64Array {
  const touched = new Float64Array(count);
  for (const members of groups.commits)
    for (const service of new Set(members.map((v) => serviceOf[v]!)))
      if (service >= 0) touched[service] = touched[service]! + 1;
  return touched.map((commits) => commits / Math.max(1, groups.commits.length)); // No history: no share.
}

/** Share of the requests that each service's endpoints answered, 0 to 1: what is called most gains most from its own scale. */
function trafficShares({ evidence, index }: ScoringFacts, cut: Cut): Float64Array | undefined {
  if (evidence.traffic === undefined) return undefined;
  const requests = new Float64Array(cut.count);
  let all = 0;
  for (const called of evidence.traffic.called) {
    all += called.requests;
    const service = cut.serviceOf[index.numberOf(called.module) ?? -1] ?? -1;
    if (service >= 0) requests[service] = requests[service]! + called.requests;
  }
  return requests.map((own) => own / Math.max(1, all));
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
