import type { Analysis } from '../../analyzer/index.ts';

/** What `--json` prints: the recommended decomposition and what one needs to judge it. */
export function summaryOf(analysis: Analysis, output: string | undefined): object {
  const { codebase, verdict, decompositions, shared, roots, roadmap, coverage } = analysis;
  const recommended = decompositions.find(({ granularity }) => granularity === 'recommended');
  return {
    ...(output === undefined ? {} : { output }),
    codebase,
    verdict,
    services: recommended?.services ?? [],
    metrics: recommended?.metrics ?? {},
    confidence: recommended?.placements ?? [],
    shared: shared.map(({ module }) => module),
    roots: roots.map(({ module }) => module),
    roadmap,
    coverage,
    ...(analysis.traffic === undefined ? {} : { traffic: analysis.traffic }),
  };
}
