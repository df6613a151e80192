import { AnalysisError } from './analysis-error.ts';
import { type Boundaries, detectBoundaries, type DetectOptions } from './boundaries/detect-boundaries.ts';
import { buildViews } from './graph/build-views.ts';
import { sumOfGraphs } from './graph/weighted-graph.ts';
import { scoreBaselines } from './score/baselines.ts';
import { compareWithChance } from './score/null-model.ts';
import { redrawMembers } from './score/redraw-members.ts';
import { setAsideModules } from './score/set-aside-modules.ts';
import { type NamedCut, toDecomposition } from './score/to-decomposition.ts';
import { judge } from './score/verdict.ts';
import type { Analysis } from './model/analysis.ts';
import type { Evidence } from './model/evidence.ts';
import { planRoadmap } from './roadmap/plan-roadmap.ts';
import { countAgainstOrder } from './score/against-order.ts';
import { dependencyPairs, type ScoringFacts } from './score/scored-cut.ts';
import { serviceCycles } from './score/service-cycles.ts';

/** What the judging half of an analysis yields. */
export type Proposal = Pick<
  Analysis,
  'decompositions' | 'shared' | 'roots' | 'roadmap' | 'baselines' | 'verdict'
>;

/**
 * Evidence → views → boundaries → scores → roadmap. Pure: the same evidence and options give the same
 * proposal, whatever the order of the evidence.
 *
 * @throws AnalysisError NO_MODULES, TOO_MANY_SERVICES, CONSTRAINTS_CONFLICT, UNKNOWN_MODULE
 */
export function proposeServices(evidence: Evidence, options: DetectOptions): Proposal {
  refuseEmpty(evidence);
  const boundaries = detectBoundaries(evidence, options);
  const { index, groups } = boundaries.views;
  const pairs = dependencyPairs(evidence.dependencies, index);
  const facts = { index, evidence, groups, pairs, coupling: boundaries.coupling };
  const input = { evidence, boundaries, facts };
  const coarse = toDecomposition('coarse', input);
  const recommended = toDecomposition('recommended', input);
  const fine = toDecomposition('fine', input);
  const { shared, roots } = setAsideModules(boundaries, recommended.cut);
  return {
    decompositions: [coarse, recommended, fine].map(({ decomposition }) => decomposition),
    shared,
    roots,
    roadmap: planRoadmap({ facts, ...recommended }),
    baselines: scoreBaselines(facts, recommended.cut, options.folders),
    verdict: judge({
      modules: index.ids.length,
      services: recommended.cut.count,
      sharedModules: shared.length,
      chance: compareWithChance(boundaries.coupling, {
        seed: options.seed,
        known: boundaries.partitions.fine,
        redraw: redrawOf(evidence, boundaries, options),
      }),
      dependencies: pairs.from.length,
      transactions: evidence.transactions.length,
      circle: largestCircle(facts, recommended),
      order: countAgainstOrder(pairs, recommended.cut),
      metrics: recommended.decomposition.metrics,
    }),
  };
}

/** Chance for a monolith of which only is known which modules occur together. */
function redrawOf(evidence: Evidence, { weighed, views }: Boundaries, { folders }: DetectOptions) {
  if (weighed[0]?.name === 'structure') return undefined;
  const weights = new Map(weighed.map(({ name, weight }) => [name, weight]));
  return (random: () => number) => {
    const { list } = buildViews(redrawMembers(evidence, random), { folders });
    const parts = list.map(({ name, graph }) => ({ graph, factor: weights.get(name) ?? 0 }));
    return sumOfGraphs(views.index.ids.length, parts);
  };
}

/** By name; of circles of one size the one whose first service comes first. */
function largestCircle({ pairs }: ScoringFacts, { cut, decomposition }: NamedCut): readonly string[] {
  const largest = serviceCycles(pairs, cut).reduce(
    (most, circle) =>
      circle.length > most.length || (circle.length === most.length && circle[0]! < most[0]!) ? circle : most,
    [] as readonly number[],
  );
  return largest.map((service) => decomposition.services[service]!.name);
}

function refuseEmpty({ modules }: Evidence): void {
  if (modules.length > 0) return;
  throw new AnalysisError(
    'NO_MODULES',
    'There are no modules to part.',
    'Check the path, and the --include and --exclude globs.',
  );
}
