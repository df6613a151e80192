import type { Analysis } from '../model/analysis.ts';
import type { Decomposition } from '../model/decomposition.ts';
import type { Access, Endpoint } from '../model/evidence.ts';

/** What answers a request, what it touches, and which services would have a part in it. */
export interface EndpointExplanation {
  readonly endpoint: Endpoint;
  /** Service of the handler; absent where it is shared or a root. */
  readonly service?: string;
  /** Modules that work for it, the handler's first, with their service. */
  readonly modules: readonly {
    readonly module: string;
    readonly service?: string;
    readonly writes: boolean;
  }[];
  /** What these modules do with entities: more than the endpoint does, where a module serves several. */
  readonly accesses: readonly Access[];
}

/** Endpoints by id (`GET /orders/:id`) or by path alone, in the order of the analysis; empty where none is meant. */
export function explainEndpoint(
  analysis: Analysis,
  { services }: Decomposition,
  name: string,
): readonly EndpointExplanation[] {
  const serviceOf = new Map(services.flatMap(({ name: of, modules }) => modules.map((id) => [id, of])));
  return analysis.endpoints
    .filter(({ id, path }) => id === name || path === name)
    .map((endpoint) => {
      const { module } = endpoint;
      const useCase = analysis.useCases?.find(({ id }) => id === endpoint.id);
      const modules = useCase?.modules ?? [module];
      return {
        endpoint,
        ...inService(serviceOf, module),
        modules: modules.map((id) => ({
          module: id,
          ...inService(serviceOf, id),
          writes: useCase?.writes?.includes(id) ?? false,
        })),
        accesses: performedIn(analysis.accesses, new Set(modules)),
      };
    });
}

function inService(serviceOf: ReadonlyMap<string, string>, module: string): { service?: string } {
  const service = serviceOf.get(module);
  return service === undefined ? {} : { service };
}

/** Those that a module performs itself: through another, they are told of the other. */
function performedIn(accesses: readonly Access[], modules: ReadonlySet<string>): Access[] {
  return accesses.filter(({ module, through }) => through === undefined && modules.has(module));
}
