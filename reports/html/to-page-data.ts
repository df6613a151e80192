import { placeServices } from '../layout/place-services.ts';
import type { PlanSource } from '../model/plan-source.ts';
import type { Report, ReportSource } from '../model/report.ts';
import { packAnalysis } from '../page-data/pack-analysis.ts';
import type { PageData } from '../page-data/page-data.ts';

export interface PageOptions {
  readonly planned?: PlanSource;
  readonly sourceLink?: string;
  readonly comparison?: unknown;
}

/** What the page carries: the analysis, packed; where the services of each cut lie; and of the plan what is drawn. */
export function toPageData(source: ReportSource, report: Report, options: PageOptions = {}): PageData {
  const { planned, sourceLink, comparison } = options;
  return {
    formatVersion: 1,
    analysis: packAnalysis(source),
    places: Object.fromEntries(report.cuts.map((cut) => [cut.name, placeServices(cut)])),
    ...(planned === undefined ? {} : { plan: packPlan(source, planned) }),
    ...(sourceLink === undefined ? {} : { sourceLink }),
    ...(comparison === undefined ? {} : { comparison }),
  };
}

/** Owners by number: services of the plan first, then the three that are none. */
function packPlan({ modules }: ReportSource, { plan, ownerOf }: PlanSource): NonNullable<PageData['plan']> {
  const names = Object.keys(plan.services).sort();
  const kinds = ['shared', 'root', 'monolith'] as const;
  const numbers = new Map(names.map((name, number) => [name, number]));
  return {
    part: {
      services: Object.fromEntries(
        Object.entries(plan.services).map(([name, { owner, upstream }]) => [
          name,
          {
            ...(owner === undefined ? {} : { owner }),
            ...(upstream === undefined ? {} : { upstream: true }),
          },
        ]),
      ),
      routes: plan.routes.map(({ id, match: { method, path }, service, stage }) => ({
        id,
        match: { ...(method === undefined ? {} : { method }), path },
        service,
        stage,
      })),
      waves: plan.waves.map(({ name, services }) => ({ name, services })),
    },
    owners: names,
    ownerOf: modules.map(({ id }) => {
      const owner = ownerOf(id);
      return owner.kind === 'service' ? numbers.get(owner.service)! : -1 - kinds.indexOf(owner.kind);
    }),
  };
}
