import type { Finding } from '../../model/analysis.ts';
import type { Endpoint, Entity, Evidence, External, UseCase } from '../../model/evidence.ts';
import { attributeAccesses } from './attribute-accesses.ts';
import { endpointId, sortedEndpoints } from './endpoint-order.ts';
import { type Extractor, nothingFound, type FoundEndpoint } from './extractor.ts';
import { createCode, type Sources } from './link/code.ts';
import { createReach, keyOf, type Reach } from './link/reach.ts';
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
  const writing = new Set(
    found.accesses.flatMap(({ mode, module, in: id }) => (mode === 'write' ? [keyOf({ module, id })] : [])),
  );
  return {
    endpoints: endpoints.map(toEndpoint),
    entities: merged([
      ...code.schemas.entities,
      ...found.entities.filter((one) => !isStatement(one)),
      ...code.schemas.migrated,
      ...found.entities.filter(isStatement),
    ]),
    ...attributeAccesses(found, reach),
    externals: distinctExternals(found.externals),
    useCases: endpoints.flatMap((endpoint) => useCaseOf(endpoint, reach, writing)),
    findings: [...code.schemas.findings, ...found.findings].sort(
      compareBy(
        ({ file }) => file,
        ({ line }) => line ?? 0,
        ({ message }) => message,
      ),
    ),
  };
}

/** A statement somewhere that makes a table tells less of it than a model. */
function isStatement({ source }: Entity): boolean {
  return source === 'sql';
}

function toEndpoint(found: FoundEndpoint): Endpoint {
  const { protocol, method, path, module, line, handler, certainty, source } = found;
  return { id: endpointId(found), protocol, method, path, module, line, handler, certainty, source };
}

/** `writing` are the functions that write to some entity. */
function useCaseOf(endpoint: FoundEndpoint, reach: Reach, writing: ReadonlySet<string>): UseCase[] {
  if (endpoint.entry.length === 0) return [];
  const places = reach.from(endpoint.entry);
  const modules = new Set([endpoint.module, ...places.map(({ module }) => module)]);
  const writers = new Set(places.flatMap((place) => (writing.has(keyOf(place)) ? [place.module] : [])));
  const writes = writers.size > 0 ? { writes: [...writers] } : {};
  return [{ id: endpointId(endpoint), modules: [...modules], ...writes }];
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
