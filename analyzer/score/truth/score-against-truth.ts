import { foundCoverage, trueCoverage } from './coverage.ts';
import { mojofm } from './mojofm.ts';
import { adjustedMutualInformation } from './mutual-information.ts';
import { overlapTable } from './overlap-table.ts';
import { adjustedRand, pairF1 } from './pair-scores.ts';
import type { Truth } from './truth-file.ts';

/** What was found, as far as a truth can judge it. */
export interface Found {
  readonly services: readonly { readonly name: string; readonly modules: readonly string[] }[];
  readonly shared: readonly string[];
}

export interface TruthScores {
  /** Modules judged. */
  readonly modules: number;
  readonly services: number;
  readonly trueServices: number;
  readonly mojofm: number;
  readonly ari: number;
  readonly ami: number;
  readonly pairF1: number;
  readonly c2c50: number;
  readonly recall50: number;
  readonly largestShare: number;
  readonly singletons: number;
  /** Absent where the truth names no shared modules. */
  readonly sharedF1?: number;
}

/**
 * Scores a decomposition against a truth. Modules that the truth ignores or calls shared are left out; one that was
 * found in no service stands alone; one of several true services counts under the last, and not for pairs.
 */
export function scoreAgainstTruth(found: Found, truth: Truth): TruthScores {
  const leftOut = new Set([...truth.ignore, ...truth.shared]);
  const trueOf = new Map<string, string>();
  const memberships = new Map<string, number>();
  for (const [service, modules] of Object.entries(truth.services))
    for (const module of modules) {
      trueOf.set(module, service);
      memberships.set(module, (memberships.get(module) ?? 0) + 1);
    }
  const foundOf = new Map(found.services.flatMap(({ name, modules }) => modules.map((id) => [id, name])));
  const judged = [...trueOf.keys()].filter((id) => !leftOut.has(id)).sort();
  const labelsOf = (ids: readonly string[]) =>
    overlapTable(
      ids.map((id) => foundOf.get(id) ?? `(alone) ${id}`),
      ids.map((id) => trueOf.get(id)!),
    );
  const all = labelsOf(judged);
  const alone = labelsOf(judged.filter((id) => memberships.get(id) === 1));
  return {
    modules: judged.length,
    services: all.left.length,
    trueServices: all.right.length,
    mojofm: mojofm(all),
    ari: adjustedRand(alone),
    ami: adjustedMutualInformation(alone),
    pairF1: pairF1(alone),
    c2c50: foundCoverage(all, 0.5),
    recall50: trueCoverage(all, 0.5),
    largestShare: Math.max(0, ...all.left) / Math.max(1, judged.length),
    singletons: all.left.filter((size) => size === 1).length,
    ...(truth.shared.length === 0 ? {} : { sharedF1: sharedF1(found, truth) }),
  };
}

function sharedF1({ shared }: Found, truth: Truth): number {
  const hits = shared.filter((id) => truth.shared.includes(id)).length;
  return (2 * hits) / (shared.length + truth.shared.length);
}
