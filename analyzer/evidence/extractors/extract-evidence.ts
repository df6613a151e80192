import type { Finding } from '../../model/analysis.ts';
import type { Endpoint, Evidence, External, UseCase } from '../../model/evidence.ts';
import { attributeAccesses } from './attribute-accesses.ts';
import { endpointId, sortedEndpoints } from './endpoint-order.ts';
import { type Extractor, nothingFound, type FoundEndpoint } from './extractor.ts';
import { createCode, type Sources } from './link/code.ts';
import { createReach, type Reach } from './link/reach.ts';
import { merged } from './schemas/read-schemas.ts';
import { extractors } from './registry.ts';
import { compareBy } from './compare-by.ts';

/** All of the evidence but modules, their dependencies and history; with what could not be read. */
export interface Extraction extends Omit<Evidence, 'modules' | 'dependencies' | 'history'> {
  readonly findings: readonly Finding[];
}

/** Runs every extractor over the sketches of all files. Pure; the same files give the same lists, sorted. */
export function extractEvidence(sources: Sources, list: readonly Extractor[] = extractors): Extraction {
  const code = createCode(sources);
  const found = nothingFound();
  for (const extractor of list) extractor.extract(code, found);
  const reach = createReach(code);
  const endpoints = sortedEndpoints(found.endpoints);
  return {
    endpoints: endpoints.map(toEndpoint),
    entities: merged([...code.schemas.entities, ...found.entities]),
    ...attributeAccesses(found, reach),
    externals: distinctExternals(found.externals),
    useCases: endpoints.flatMap((endpoint) => useCaseOf(endpoint, reach)),
    findings: [...code.schemas.findings, ...found.findings].sort(
      compareBy(
        ({ file }) => file,
        ({ line }) => line ?? 0,
        ({ message }) => message,
      ),
    ),
  };
}

function toEndpoint(found: FoundEndpoint): Endpoint {
  const { protocol, method, path, module, line, handler, certainty, source } = found;
  return { id: endpointId(found), protocol, method, path, module, line, handler, certainty, source };
}

function useCaseOf(endpoint: FoundEndpoint, reach: Reach): UseCase[] {
  if (endpoint.entry.length === 0) return [];
  const modules = new Set([endpoint.module, ...reach.from(endpoint.entry).map(({ module }) => module)]);
  return [{ id: endpointId(endpoint), modules: [...modules] }];
}

/** A module that names a system twice uses it once; the first line is kept. */
function distinctExternals(found: readonly External[]): External[] {
  const sorted = found.toSorted(
    compareBy(
      ({ module }) => module,
      ({ kind }) => kind,
      ({ name }) => name,
      ({ line }) => line ?? 0,
    ),
  );
  return sorted.filter((one, at) => {
    const before = sorted[at - 1];
    return before?.module !== one.module || before.kind !== one.kind || before.name !== one.name;
  });
}
