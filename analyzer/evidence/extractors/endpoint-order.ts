import type { Endpoint } from '../../model/evidence.ts';
import { compareBy } from './compare-by.ts';
import type { FoundEndpoint } from './extractor.ts';

export function endpointId({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Each endpoint once, the surest finding first: two rules may recognise one registration. */
export function sortedEndpoints(found: readonly FoundEndpoint[]): FoundEndpoint[] {
  const best = new Map<string, FoundEndpoint>();
  for (const one of found) {
    const key = `${one.protocol} ${endpointId(one)}`;
    const known = best.get(key);
    if (!known || one.certainty > known.certainty) best.set(key, one);
  }
  return [...best.values()].sort(
    compareBy(
      ({ protocol }) => protocol,
      ({ path }) => path,
      ({ method }) => method,
      ({ module }) => module,
      ({ line }) => line,
    ),
  );
}
