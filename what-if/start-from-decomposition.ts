import type { CompositionRoot, Decomposition, SharedModule } from '../analyzer/model/decomposition.ts';
import type { Place, WhatIfStart } from './model.ts';

/** What a page carries of an analysis is enough. */
export interface Proposal {
  readonly decomposition: {
    readonly services: readonly Pick<Decomposition['services'][number], 'name' | 'modules'>[];
  };
  readonly shared: readonly Pick<SharedModule, 'module'>[];
  readonly roots: readonly Pick<CompositionRoot, 'module'>[];
}

/** The proposal of an analysis as the place to start from; who owns a table follows from who uses it. */
export function startFromDecomposition({ decomposition, shared, roots }: Proposal): WhatIfStart {
  const places = new Map<string, Place>();
  for (const { name, modules } of decomposition.services)
    for (const module of modules) places.set(module, { service: name });
  for (const { module } of shared) places.set(module, 'shared');
  for (const { module } of roots) places.set(module, 'root');
  return {
    services: decomposition.services.map(({ name }) => name),
    placeOf: (module) => places.get(module) ?? 'monolith',
  };
}
