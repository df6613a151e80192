import type { PlanPart } from '../model/plan-part.ts';
import type { CutSource, ReportSource } from '../model/report.ts';
import { cutSourcesOf } from '../model/cut-sources-of.ts';
import type { PageData } from '../page-data/page-data.ts';
import { unpackAnalysis } from '../page-data/unpack-analysis.ts';

/** What the page works on, decoded once. */
export interface LoadedPage {
  readonly source: ReportSource;
  readonly cuts: readonly CutSource[];
  readonly places: PageData['places'];
  readonly plan?: PlanPart;
  readonly sourceLink?: string;
  readonly comparison?: unknown;
}

/** Base64 → gzip → JSON → the analysis. Rejects where the browser is too old, or the file was cut. */
export async function loadPage(encoded: string): Promise<LoadedPage> {
  const bytes = Uint8Array.from(atob(encoded.trim()), (character) => character.codePointAt(0)!);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const data = JSON.parse(await new Response(stream).text()) as PageData;
  const source = unpackAnalysis(data.analysis);
  const { places, plan, sourceLink, comparison } = data;
  return {
    source,
    cuts: cutSourcesOf(source, plan && planSourceOf(plan, source)),
    places,
    ...(plan === undefined ? {} : { plan: plan.part }),
    ...(sourceLink === undefined ? {} : { sourceLink }),
    ...(comparison === undefined ? {} : { comparison }),
  };
}

const KINDS = ['shared', 'root', 'monolith'] as const;

function planSourceOf({ part, owners, ownerOf }: NonNullable<PageData['plan']>, { modules }: ReportSource) {
  const numbers = new Map(modules.map(({ id }, number) => [id, ownerOf[number]!]));
  return {
    plan: part,
    ownerOf: (module: string) => {
      const number = numbers.get(module) ?? -3;
      return number >= 0
        ? { kind: 'service' as const, service: owners[number]! }
        : { kind: KINDS[-1 - number] ?? ('monolith' as const) };
    },
  };
}
