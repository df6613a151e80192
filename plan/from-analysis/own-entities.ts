import type { Access } from '../../analyzer/model/evidence.ts';

/**
 * The service that should own each entity: the one with most modules that write it, else that read it; the first name
 * where they are equal. Entities that no service touches have no owner.
 */
export function ownEntities(
  accesses: readonly Access[],
  serviceOf: (module: string) => string | undefined,
): Map<string, { owner: string }> {
  const scores = new Map<string, Map<string, number>>();
  for (const { module, entity, mode } of accesses) {
    const service = serviceOf(module);
    if (service === undefined) continue;
    const ofEntity = scores.get(entity) ?? new Map<string, number>();
    ofEntity.set(service, (ofEntity.get(service) ?? 0) + (mode === 'write' ? WRITE : 1));
    scores.set(entity, ofEntity);
  }
  return new Map(
    [...scores]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([entity, services]) => {
        const [owner = ''] = [...services]
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .map(([name]) => name);
        return [entity, { owner }];
      }),
  );
}

/** One writer outweighs any number of readers. */
const WRITE = 1_000_000;
