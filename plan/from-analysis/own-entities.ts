import type { Access } from '../../analyzer/model/evidence.ts';

/**
 * The service that should own each entity, as the analysis counts it: the one that writes it most, of
 * equals the one that touches it most, then the first of `services`. Entities that no service touches have
 * no owner.
 */
export function ownEntities(
  accesses: readonly Access[],
  serviceOf: (module: string) => string | undefined,
  services: readonly string[],
): Map<string, { owner: string }> {
  const writes = new Map<string, Map<string, number>>();
  const touches = new Map<string, Map<string, number>>();
  for (const { module, entity, mode } of accesses) {
    const service = serviceOf(module);
    if (service === undefined) continue;
    addOne(touches, entity, service);
    if (mode === 'write') addOne(writes, entity, service);
  }
  const places = new Map(services.map((name, place) => [name, place]));
  return new Map(
    [...touches]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([entity, all]) => {
        const written = (name: string): number => writes.get(entity)?.get(name) ?? 0;
        const [owner = ''] = [...all]
          .sort(
            ([a, x], [b, y]) =>
              written(b) - written(a) || y - x || (places.get(a) ?? 0) - (places.get(b) ?? 0),
          )
          .map(([name]) => name);
        return [entity, { owner }];
      }),
  );
}

function addOne(to: Map<string, Map<string, number>>, entity: string, service: string): void {
  const counts = to.get(entity) ?? new Map<string, number>();
  to.set(entity, counts.set(service, (counts.get(service) ?? 0) + 1));
}
