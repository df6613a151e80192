import { modulePatternOf } from '../plan/assign/module-pattern.ts';
import type { Operation } from '../plan/model/operation.ts';
import type { CutState } from './cut-state.ts';
import { SHARED } from './places.ts';
import { WhatIfError } from './what-if-error.ts';

/** One change of a cut. */
export type Step =
  | { readonly do: 'place'; readonly modules: readonly number[]; readonly place: number }
  | { readonly do: 'name'; readonly service: number; readonly name: string | undefined }
  | { readonly do: 'own'; readonly entities: readonly number[]; readonly service: number };

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;

/**
 * What an operation of the plan does to the cut; nothing for those that leave every module where it is. A new service
 * gets its number here. Throws `WhatIfError` where a name names nothing.
 */
export function stepsOf<Kind extends Operation['op']>(state: CutState, operation: Of<Kind>): Step[] {
  return HANDLERS[operation.op](state, operation);
}

const HANDLERS: { readonly [Kind in Operation['op']]: (state: CutState, operation: Of<Kind>) => Step[] } = {
  addService: (state, { service }) => {
    addService(state, service);
    return [];
  },
  rename: (state, { service, to }) => {
    requireFree(state, to);
    return [{ do: 'name', service: numberOf(state, service), name: to }];
  },
  merge,
  split,
  move: (state, { modules, to }) => place(matching(state, modules), numberOf(state, to)),
  pin: (state, { modules, to }) => place(matching(state, modules), numberOf(state, to)),
  share: (state, { modules }) => place(matching(state, modules), SHARED),
  own,
  keepTogether: () => [],
  keepApart: () => [],
  addRoute: () => [],
  stage: () => [],
  upstream: () => [],
  shadow: () => [],
  listen: () => [],
};

/** The service that is left keeps its number, and takes modules and tables of the others. */
function merge(state: CutState, { services, into }: Of<'merge'>): Step[] {
  const numbers = [...new Set(services)].map((name) => numberOf(state, name));
  if (!services.includes(into)) requireFree(state, into);
  const keeper = services.includes(into) ? numberOf(state, into) : numbers[0]!;
  const others = numbers.filter((number) => number !== keeper);
  const modules = [...state.placeOf.keys()].filter((module) => others.includes(state.placeOf[module]!));
  const { owners } = state.data;
  const entities = [...owners.keys()].filter((entity) => others.includes(owners[entity]!));
  return [
    ...place(modules, keeper),
    { do: 'own', entities, service: keeper },
    ...others.map((service) => ({ do: 'name' as const, service, name: undefined })),
    ...(services.includes(into) ? [] : [{ do: 'name' as const, service: keeper, name: into }]),
  ];
}

function split(state: CutState, { service, into, modules }: Of<'split'>): Step[] {
  const old = numberOf(state, service);
  const leaving = matching(state, modules).filter((module) => state.placeOf[module] === old);
  return place(leaving, addService(state, into));
}

function own(state: CutState, { entity, service }: Of<'own'>): Step[] {
  const number = state.facts.entities.indexOf(entity);
  const owner = numberOf(state, service);
  return number < 0 ? [] : [{ do: 'own', entities: [number], service: owner }];
}

function place(modules: readonly number[], to: number): Step[] {
  return modules.length === 0 ? [] : [{ do: 'place', modules, place: to }];
}

function addService(state: CutState, name: string): number {
  requireFree(state, name);
  return state.addService(name);
}

function matching({ facts }: CutState, patterns: readonly string[]): number[] {
  return [
    ...new Set(
      patterns.flatMap((written) => {
        const pattern = modulePatternOf(written);
        if (!pattern.isGlob) return facts.numberOf.get(written) ?? [];
        return [...facts.ids.keys()].filter((module) => pattern.matches(facts.ids[module]!));
      }),
    ),
  ];
}

function numberOf(state: CutState, name: string): number {
  const number = state.serviceNamed(name);
  if (number !== undefined) return number;
  const known = state.names.filter((each) => each !== undefined).join(', ');
  throw new WhatIfError('UNKNOWN_SERVICE', `There is no service "${name}".`, `Services: ${known}.`);
}

function requireFree(state: CutState, name: string): void {
  if (state.serviceNamed(name) === undefined) return;
  throw new WhatIfError('SERVICE_EXISTS', `A service "${name}" exists already.`, 'Choose another name.');
}
