import { type Operation, unmirroredMethods } from '../../../plan/index.ts';
import type { PlanView } from './plan-view.ts';

/**
 * How the panels look after a change, at once: the text of the plan says the same a moment later, and has the last
 * word. Keys that come in one burst must not act on what the keys before them have changed already.
 */
export function viewAfter<Kind extends Operation['op']>(view: PlanView, operation: Of<Kind>): PlanView {
  const after: Partial<{
    readonly [Key in Operation['op']]: (view: PlanView, operation: Of<Key>) => PlanView;
  }> = AFTER;
  return after[operation.op]?.(view, operation) ?? view;
}

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;
type After<Kind extends Operation['op']> = (view: PlanView, operation: Of<Kind>) => PlanView;

function decide(view: PlanView, { modules }: { readonly modules: readonly string[] }): PlanView {
  return { ...view, decided: [...view.decided, ...modules] };
}

const AFTER = {
  move: decide,
  keepTogether: decide,
  keepApart: decide,
  addService: (view, { service }) => withService(view, service),
  split: (view, { into }) => withService(view, into),
  rename: (view, { service, to }) => renamed(view, new Map([[service, to]])),
  merge: (view, { services, into }) => renamed(view, new Map(services.map((name) => [name, into]))),
  upstream: (view, { service }) => running(view, service),
  listen: (view, { admin }) =>
    admin === undefined ? view : { ...view, admin: { ...view.admin, address: admin } },
  stage: (view, { route, stage, percent, upstream }) => ({
    ...(upstream === undefined
      ? view
      : running(view, view.routes.find(({ id }) => id === route)?.service ?? '')),
    routes: view.routes.map((each) =>
      each.id === route ? { ...each, stage, ...(percent === undefined ? {} : { percent }) } : each,
    ),
  }),
  addRoute: (view, { id, path, service, methods = [] }) => {
    const match = `${methods.join(',') || '*'} ${path}`;
    const unmirrored = unmirroredMethods({ match: methods.length === 0 ? {} : { method: methods } });
    const routes = [...view.routes, { id, match, service, stage: 'monolith' as const, unmirrored }];
    return { ...view, routes: routes.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  },
} satisfies Partial<{ readonly [Kind in Operation['op']]: After<Kind> }>;

function running(view: PlanView, service: string): PlanView {
  return {
    ...view,
    services: view.services.map((each) => (each.name === service ? { ...each, runs: true } : each)),
  };
}

function withService(view: PlanView, name: string): PlanView {
  return { ...view, services: [...view.services, { name, owns: [], runs: false }] };
}

/** Services under other names; those that come to share one are one. */
function renamed(view: PlanView, names: ReadonlyMap<string, string>): PlanView {
  const now = (name: string): string => names.get(name) ?? name;
  const services = new Map(
    view.services.map((service) => [now(service.name), { ...service, name: now(service.name) }]),
  );
  return {
    ...view,
    services: [...services.values()].map((service) => ({
      ...service,
      runs: view.services.some(({ name, runs }) => runs && now(name) === service.name),
    })),
    routes: view.routes.map((route) => ({ ...route, service: now(route.service) })),
    waves: view.waves.map((wave) => ({ ...wave, services: [...new Set(wave.services.map(now))] })),
  };
}
