import { AnalysisError } from '../analysis-error.ts';
import type { Views } from '../graph/build-views.ts';
import type { DependencyRows } from '../graph/dependency-rows.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Granularity } from '../model/decomposition.ts';
import { aggregate } from './aggregate.ts';
import { type Chosen, chooseGranularity } from './choose-granularity.ts';
import { consensusWeights } from './consensus-weights.ts';
import type { Rules } from './constraints.ts';
import { type Enforcement, enforceRules, mayMergeUnder } from './enforce-rules.ts';
import { type Candidate, resampleCuts, runEnsemble } from './ensemble.ts';
import type { ExpectedServices } from './expected-services.ts';
import { coarserCut, finerCut } from './granularities.ts';
import { isLarge } from './is-large.ts';
import { joinHalves } from './join-halves.ts';
import { mergeNamesakes } from './merge-namesakes.ts';
import type { Partition } from './partition.ts';
import { placeLooseEnds, type PlacedEnds } from './place-loose-ends.ts';

export interface CutInput {
  readonly views: Views;
  readonly rows: DependencyRows;
  readonly coupling: WeightedGraph;
  /** Modules that are in no service: roots and shared kernel. */
  readonly aside: Uint8Array;
  readonly rules: Rules;
  readonly expected: ExpectedServices;
  readonly seed: number;
  readonly folders: boolean;
  readonly services?: number | undefined;
}

export interface Cuts {
  /** Community of each module; what roots and loose modules have here means nothing. */
  readonly partitions: Readonly<Record<Granularity, Partition>>;
  readonly loose: Uint8Array;
  /** The recommended cut of resampled graphs. */
  readonly resampled: readonly Partition[];
}

/** Cuts the coupling graph three ways, each honouring the rules. Works on groups that must stay together. */
export function cutGraph(input: CutInput): Cuts {
  const { coupling, aside, rules, expected, seed, services } = input;
  const tied = aggregate(coupling, rules.groupOf, rules.groups);
  const graph = consensusWeights(tied, seed);
  const counted = countedBy(rules, aside);
  refuseTooMany(services, counted);
  const options = { seed, counted };
  const candidates = runEnsemble(graph, options);
  const resample = (candidate: Candidate) => resampleCuts(tied, candidate, options);
  const chosen =
    services === undefined
      ? chooseGranularity(candidates, expected, { affordable: isLarge(graph) ? 1 : Infinity, resample })
      : withResamples(nearestAbove(candidates, services), resample);
  const { partition, loose } = settled(chosen.partition, input);
  const joined = services === undefined ? joinedByEvidence(partition, input) : partition;
  const enforcement: Enforcement = { graph, rules, counted: countedBy(rules, aside, loose), services };
  const recommended = enforceRules(groupPartition(joined, rules), enforcement);
  const cut = { ...enforcement, recommended, candidates, mayMerge: mayMergeUnder(enforcement) };
  const expanded = (groups: Partition) => rules.groupOf.map((group) => groups[group]!);
  const partitions = {
    coarse: expanded(coarserCut(cut)),
    recommended: expanded(recommended),
    fine: expanded(finerCut(cut)),
  };
  return { partitions, loose, resampled: chosen.resampled.map(expanded) };
}

function countedBy({ groupOf, groups }: Rules, ...without: readonly Uint8Array[]): Int32Array {
  const counted = new Int32Array(groups);
  for (let v = 0; v < groupOf.length; v++)
    if (without.every((mask) => !mask[v])) counted[groupOf[v]!] = counted[groupOf[v]!]! + 1;
  return counted;
}

function settled(groups: Partition, input: CutInput): PlacedEnds {
  const { rules, views, aside, folders } = input;
  const partition = rules.groupOf.map((group) => groups[group]!);
  return placeLooseEnds(partition, { ...views, aside, folders, kept: keptBy(partition, input) });
}

/** What names and circles say, where nobody asked for a number of services. */
function joinedByEvidence(
  partition: Partition,
  { views: { index }, rows, coupling, aside }: CutInput,
): Partition {
  return joinHalves(mergeNamesakes(partition, index, aside), { index, rows, coupling, aside });
}

/** Where a person asked for a number of services or named some, small ones are what was asked for. */
function keptBy(partition: Partition, { rules, services }: CutInput): (community: number) => boolean {
  if (services !== undefined || rules.maxSize < partition.length) return () => true;
  const ruled = new Set<number>();
  for (let v = 0; v < partition.length; v++) if (rules.ruled.has(rules.groupOf[v]!)) ruled.add(partition[v]!);
  return (community) => ruled.has(community);
}

/** Members of a group share a community, so any of them tells it. */
function groupPartition(partition: Partition, { groupOf, groups }: Rules): Partition {
  const result = new Int32Array(groups);
  for (let v = 0; v < partition.length; v++) result[groupOf[v]!] = partition[v]!;
  return result;
}

/** The cut that can be merged down to the number asked for, else the finest there is. */
function nearestAbove(candidates: readonly Candidate[], services: number): Candidate {
  const enough = candidates.filter((candidate) => candidate.services >= services);
  return (enough.length > 0 ? enough : candidates.slice(-1)).reduce((best, candidate) =>
    candidate.services < best.services ? candidate : best,
  );
}

function withResamples(candidate: Candidate, resample: (of: Candidate) => readonly Partition[]): Chosen {
  return { ...candidate, resampled: resample(candidate) };
}

function refuseTooMany(services: number | undefined, counted: Int32Array): void {
  const modules = counted.reduce((sum, count) => sum + count, 0);
  if (services === undefined || services <= modules) return;
  throw new AnalysisError(
    'TOO_MANY_SERVICES',
    `${services} services were asked for, but there are only ${modules} modules to part.`,
    `Ask for at most ${modules} with --services, or leave the option out.`,
  );
}
