import type { Operation } from '../model/operation.ts';
import type { WrittenPlan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { type Edit, type Path, valueAt } from './edit.ts';
import { requireService, unknown } from './require-name.ts';
import { sortedIndex } from './sorted-index.ts';

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;

/** Where a service, or the monolith, listens. Settings beside the addresses stay. */
export function upstream({ service, addresses }: Of<'upstream'>, plan: WrittenPlan): Edit[] {
  if (service !== 'monolith') requireService(service, plan);
  const path = service === 'monolith' ? ['monolith', 'upstream'] : ['services', service, 'upstream'];
  return [addressEdit(path, 'addresses', addresses, plan)];
}

/** Where the proxy listens, and its admin API. */
export function listen({ address, admin }: Of<'listen'>, plan: WrittenPlan): Edit[] {
  if (address === undefined && admin === undefined)
    throw new PlanError(
      'PLAN_OPERATION',
      'No address was given.',
      'Name one: banyan plan listen 127.0.0.1:8080 --admin 127.0.0.1:9901.',
    );
  return [
    ...(address === undefined ? [] : [addressEdit(['proxy', 'listen'], 'address', [address], plan)]),
    ...(admin === undefined ? [] : [addressEdit(['proxy', 'admin'], 'address', [admin], plan)]),
  ];
}

/** Where a map of settings stands, only its addresses change. */
function addressEdit(path: Path, key: string, addresses: readonly string[], plan: WrittenPlan): Edit {
  const written = valueAt(plan, path);
  const isMap = typeof written === 'object' && written !== null && !Array.isArray(written);
  const value = addresses.length === 1 ? addresses[0] : [...addresses];
  return { do: 'set', path: isMap ? [...path, key] : path, value };
}

export function addRoute({ id, service, path, methods }: Of<'addRoute'>, plan: WrittenPlan): Edit[] {
  requireService(service, plan);
  const { routes = [] } = plan;
  if (routes.some((route) => route.id === id)) {
    throw new PlanError('PLAN_OPERATION', `A route "${id}" exists already.`, 'Choose another id.');
  }
  const match = { ...(methods === undefined || methods.length === 0 ? {} : { method: methods }), path };
  const value = { id, match, service, stage: 'monolith' };
  const index = sortedIndex<{ id: string }>(routes, value, (route) => route.id);
  return [{ do: 'insert', path: ['routes'], index, value }];
}

export function stage(operation: Of<'stage'>, plan: WrittenPlan): Edit[] {
  const { route, stage: to, percent, upstream: addresses } = operation;
  const index = routeIndex(route, plan);
  const planned = plan.routes?.[index];
  if (to === 'canary' && planned?.canary === undefined && percent === undefined) {
    throw new PlanError(
      'PLAN_OPERATION',
      `Route "${route}" has no canary percentage yet.`,
      'Say how much the service takes: --percent 5.',
    );
  }
  const path = ['routes', index];
  return [
    ...(addresses === undefined
      ? []
      : upstream({ op: 'upstream', service: planned?.service ?? '', addresses }, plan)),
    { do: 'set', path: [...path, 'stage'], value: to },
    ...(percent === undefined
      ? []
      : [{ do: 'set' as const, path: [...path, 'canary', 'percent'], value: percent }]),
  ];
}

/** What of a route is mirrored, and what may differ. */
export function shadow(operation: Of<'shadow'>, plan: WrittenPlan): Edit[] {
  const { route, percent, ignore = [], unsafe, credentials } = operation;
  const path = ['routes', routeIndex(route, plan), 'shadow'];
  const known = valueAt(plan, [...path, 'ignore']);
  const listed: readonly unknown[] = Array.isArray(known) ? known : [];
  const fresh = [...new Set(ignore)].filter((part) => !listed.includes(part));
  const set = { percent, unsafe, credentials };
  if (ignore.length === 0 && Object.values(set).every((value) => value === undefined))
    throw new PlanError(
      'PLAN_OPERATION',
      `Nothing was said about how "${route}" is mirrored.`,
      `See banyan plan shadow --help. To begin mirroring it: banyan plan stage ${route} shadow.`,
    );
  return [
    ...Object.entries(set).flatMap(([key, value]): Edit[] =>
      value === undefined ? [] : [{ do: 'set', path: [...path, key], value }],
    ),
    ...fresh.map((value, at): Edit => ({
      do: 'insert',
      path: [...path, 'ignore'],
      index: listed.length + at,
      value,
    })),
  ];
}

function routeIndex(route: string, { routes = [] }: WrittenPlan): number {
  const index = routes.findIndex(({ id }) => id === route);
  if (index >= 0) return index;
  const ids = routes.map(({ id }) => id);
  throw unknown('route', route, ids);
}
