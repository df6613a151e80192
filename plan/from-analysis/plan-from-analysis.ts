import type { Analysis } from '../../analyzer/model/analysis.ts';
import type { Decomposition, Granularity } from '../../analyzer/model/decomposition.ts';
import { formatPlan } from '../edit/format-plan.ts';
import { renderBlock } from '../edit/render-value.ts';
import type { WrittenPlan } from '../model/plan.ts';
import { PLAN_VERSION } from '../schema/plan-schema.ts';
import { foldModules } from './fold-modules.ts';
import { ownEntities } from './own-entities.ts';
import { routesOf } from './routes-of.ts';

const HEADER = `# yaml-language-server: $schema=./node_modules/banyan/docs/schemas/plan.schema.json

# The plan for this monolith: yours to edit, by hand or with "banyan plan". Analysis never overrides it.
`;

/** A first plan: the proposal in the words of the plan, in canonical form. Everything still runs in the monolith. */
export function planFromAnalysis(analysis: Analysis, granularity: Granularity = 'recommended'): string {
  const decomposition = analysis.decompositions.find((each) => each.granularity === granularity);
  const plan = toWrittenPlan(analysis, decomposition ?? { services: [] });
  return formatPlan(`${HEADER}${renderBlock(plan, 0, '\n')}\n`);
}

type Parts = Pick<Decomposition, 'services'>;

function toWrittenPlan(analysis: Analysis, { services }: Parts): WrittenPlan {
  const { modules, shared, roots, endpoints, accesses, roadmap } = analysis;
  const placed = new Map(
    services.flatMap(({ name, modules: own }) => own.map((module) => [module, name] as const)),
  );
  const serviceOf = (module: string): string | undefined => placed.get(module);
  const owners = new Map<string, string | undefined>(modules.map(({ id }) => [id, serviceOf(id)]));
  for (const { module } of shared) owners.set(module, SHARED);
  for (const { module } of roots) owners.set(module, ROOT);
  const folded = foldModules(owners);
  const entities = ownEntities(
    accesses,
    serviceOf,
    services.map(({ name }) => name),
  );
  const routes = routesOf(endpoints, serviceOf);
  const waves = wavesOf(
    roadmap,
    services.map(({ name }) => name),
  );
  return {
    version: PLAN_VERSION,
    services: Object.fromEntries(
      services.map(({ name }) => [
        name,
        { modules: [...(folded.get(name) ?? [])], ...dataOf(name, entities) },
      ]),
    ),
    ...(folded.has(SHARED)
      ? { shared: Object.fromEntries((folded.get(SHARED) ?? []).map((each) => [each, 'library' as const])) }
      : {}),
    ...(folded.has(ROOT) ? { roots: [...(folded.get(ROOT) ?? [])] } : {}),
    ...(routes.length > 0 ? { routes } : {}),
    ...(waves.length > 0 ? { waves } : {}),
  };
}

/** No service can have these names. */
const SHARED = '(shared)';
const ROOT = '(root)';

function dataOf(
  service: string,
  entities: ReturnType<typeof ownEntities>,
): { data?: { owns?: string[]; reads?: string[] } } {
  const owns = [...entities].flatMap(([entity, { owner }]) => (owner === service ? [entity] : []));
  return owns.length === 0 ? {} : { data: { owns } };
}

function wavesOf(
  roadmap: Analysis['roadmap'],
  known: readonly string[],
): { name: string; services: string[] }[] {
  const byWave = new Map<number, string[]>();
  for (const { wave, service } of roadmap) {
    if (known.includes(service)) byWave.set(wave, [...(byWave.get(wave) ?? []), service]);
  }
  return [...byWave].sort(([a], [b]) => a - b).map(([wave, services]) => ({ name: `w${wave}`, services }));
}
