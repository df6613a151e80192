import { businessContextPurity } from '../../dist/analyzer/score/change-scores.js';
import { dependencyPairs, sizesOfCut } from '../../dist/analyzer/score/scored-cut.js';
import { nonExtremeDistribution } from '../../dist/analyzer/score/size-scores.js';
import {
  countPairs,
  interCallShare,
  interfaceNumber,
  modularityOfCounts,
  structuralModularity,
} from '../../dist/analyzer/score/structural-scores.js';

/**
 * Our scores of a partition of classes. Two conventions of the published code are ours to feed in, not to adopt: a class without
 * use cases counts under one called Unknown, and SM counts calls of a class to itself except those of the class listed last in its
 * partition (`SM`; `SM without` is our score, where they do not count).
 *
 * @param calls how often one class called another, by "FROM--TO"
 * @param contexts the use cases of each class
 * @param partition the label of each class
 */
export function scorePartition({ calls, contexts, partition }) {
  const ids = [...partition.keys()];
  const numbers = new Map(ids.map((id, v) => [id, v]));
  const index = { ids, numberOf: (id) => numbers.get(id) };
  const labels = [...new Set(partition.values())];
  const cut = {
    serviceOf: Int32Array.from(partition.values(), (label) => labels.indexOf(label)),
    count: labels.length,
  };
  const dependencies = Object.entries(calls).map(([call, uses]) => {
    const [from, to] = call.split('--');
    return { from, to, uses };
  });
  const pairs = dependencyPairs(dependencies, index);
  const counts = countPairs(pairs, cut);
  const sizes = sizesOfCut(cut);
  const inside = withOwnCalls(counts.inside, calls, { ids, cut });
  return {
    BCP: businessContextPurity({ groups: { useCases: useCasesOf(contexts, ids) } }, cut),
    ICP: interCallShare(pairs, cut),
    SM: modularityOfCounts(sizes, { ...counts, inside }),
    IFN: interfaceNumber(pairs, cut, counts),
    NED: nonExtremeDistribution(sizes),
    'SM without': structuralModularity(pairs, cut, counts),
  };
}

function withOwnCalls(inside, calls, { ids, cut }) {
  const last = new Map(ids.map((id, v) => [cut.serviceOf[v], id]));
  const counted = Int32Array.from(inside);
  for (const [v, id] of ids.entries())
    if (`${id}--${id}` in calls && last.get(cut.serviceOf[v]) !== id) counted[cut.serviceOf[v]] += 1;
  return counted;
}

function useCasesOf(contexts, ids) {
  const members = new Map();
  for (const [v, id] of ids.entries())
    for (const useCase of contexts[id] ?? ['Unknown']) {
      if (!members.has(useCase)) members.set(useCase, []);
      members.get(useCase).push(v);
    }
  return [...members.values()].map((list) => Int32Array.from(list));
}
