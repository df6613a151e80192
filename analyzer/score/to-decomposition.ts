import type { Decomposition, Granularity, Placement, Service } from '../model/decomposition.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Cut, ScoringFacts } from './scored-cut.ts';
import { scoreDecomposition } from './score-decomposition.ts';
import { weightsOf } from './structural-scores.ts';
import { bandOf, measureConfidence } from '../boundaries/confidence.ts';
import type { Boundaries } from '../boundaries/detect-boundaries.ts';
import { explainServices } from '../boundaries/explain-services.ts';
import { nameServices, type NamedServices } from '../boundaries/name-services.ts';
import type { Partition } from '../boundaries/partition.ts';

export interface ToDecompositionInput {
  readonly evidence: Evidence;
  readonly boundaries: Boundaries;
  readonly facts: ScoringFacts;
}

export interface NamedCut {
  readonly decomposition: Decomposition;
  /** Numbered in the order of `decomposition.services`. */
  readonly cut: Cut;
}

/** Names, reasons, placements and scores for one way to cut. */
export function toDecomposition(granularity: Granularity, input: ToDecompositionInput): NamedCut {
  const { boundaries, facts } = input;
  const partition = boundaries.partitions[granularity];
  const unnamed = cutOf(partition, boundaries);
  const { cut, naming } = sortedByName(unnamed, nameAll(unnamed, boundaries));
  const services = toServices({ ...input, cut, naming });
  const placements = placementsOf(cut, boundaries, naming.names);
  const metrics = scoreDecomposition(facts, cut);
  return { decomposition: { granularity, services, placements, metrics }, cut };
}

/** Roots, the shared kernel and loose modules are in no service. */
function cutOf(partition: Partition, { roots, kernel, loose }: Boundaries): Cut {
  const numbers = new Map<number, number>();
  const serviceOf = partition.map((community, v) => {
    if (roots[v] || kernel[v] || loose[v]) return -1;
    if (!numbers.has(community)) numbers.set(community, numbers.size);
    return numbers.get(community)!;
  });
  return { serviceOf, count: numbers.size };
}

function nameAll({ serviceOf, count }: Cut, { views, expected, rules }: Boundaries): NamedServices {
  const fixed = new Map<number, string>();
  for (let v = 0; v < serviceOf.length; v++) {
    const name = rules.nameOf.get(rules.groupOf[v]!);
    if (name !== undefined && rules.pinned[v]) fixed.set(serviceOf[v]!, name);
  }
  return nameServices({ ...views, serviceOf, count, fixed, resources: new Set(expected.resources) });
}

function sortedByName({ serviceOf, count }: Cut, naming: NamedServices) {
  const order = [...naming.names.keys()].sort((a, b) => (naming.names[a]! < naming.names[b]! ? -1 : 1));
  const place = new Int32Array(count);
  for (const [number, old] of order.entries()) place[old] = number;
  return {
    cut: { serviceOf: serviceOf.map((old) => (old < 0 ? -1 : place[old]!)), count },
    naming: {
      names: order.map((old) => naming.names[old]!),
      terms: order.map((old) => naming.terms[old]!),
    },
  };
}

interface ServicesInput extends ToDecompositionInput {
  readonly cut: Cut;
  readonly naming: NamedServices;
}

function toServices({ evidence, boundaries, facts, cut, naming }: ServicesInput): readonly Service[] {
  const { index } = boundaries.views;
  const reasons = explainServices({ evidence, boundaries, ...cut, terms: naming.terms });
  const { inside, leaving } = weightsOf(boundaries.coupling, cut);
  const dependsOn = dependenciesOf(facts, cut, naming.names);
  const modules = naming.names.map(() => [] as string[]);
  const lines = new Int32Array(cut.count);
  for (let v = 0; v < cut.serviceOf.length; v++) {
    const service = cut.serviceOf[v]!;
    if (service < 0) continue;
    modules[service]!.push(index.ids[v]!);
    lines[service] = lines[service]! + index.modules[v]!.lines;
  }
  return naming.names.map((name, service) => ({
    name,
    modules: modules[service]!,
    lines: lines[service]!,
    cohesion: shareOf(2 * inside[service]!, leaving[service]!),
    terms: naming.terms[service]!,
    dependsOn: dependsOn[service]!,
    reasons: reasons[service]!,
  }));
}

function shareOf(part: number, rest: number): number {
  return part === 0 ? 0 : Math.round((part / (part + rest)) * 1000) / 1000;
}

/** By service, sorted by name. */
function dependenciesOf({ pairs }: ScoringFacts, { serviceOf, count }: Cut, names: readonly string[]) {
  const totals = names.map(() => new Map<number, { pairs: number; uses: number }>());
  for (let i = 0; i < pairs.from.length; i++) {
    const a = serviceOf[pairs.from[i]!]!;
    const b = serviceOf[pairs.to[i]!]!;
    if (a < 0 || b < 0 || a === b) continue;
    const total = totals[a]!.get(b) ?? totals[a]!.set(b, { pairs: 0, uses: 0 }).get(b)!;
    total.pairs++;
    total.uses += pairs.uses[i]!;
  }
  return Array.from({ length: count }, (_, a) =>
    [...totals[a]!].sort((x, y) => x[0] - y[0]).map(([b, total]) => ({ service: names[b]!, ...total })),
  );
}

function placementsOf(cut: Cut, boundaries: Boundaries, names: readonly string[]): readonly Placement[] {
  // Set-aside modules take one number more than the services, so that every module has a community.
  const partition = cut.serviceOf.map((service) => (service < 0 ? cut.count : service));
  const { value, runnerUp } = measureConfidence(partition, boundaries.resampled);
  return [...cut.serviceOf.keys()].flatMap((v) => {
    const service = cut.serviceOf[v]!;
    if (service < 0) return [];
    const confidence = boundaries.rules.pinned[v] ? 1 : Math.round(value[v]! * 1000) / 1000;
    const other = names[runnerUp[v]!];
    return [
      {
        module: boundaries.views.index.ids[v]!,
        service: names[service]!,
        confidence,
        band: bandOf(confidence),
        ...(other === undefined ? {} : { runnerUp: other }),
      },
    ];
  });
}
