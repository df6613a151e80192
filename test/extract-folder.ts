import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResolver } from '../analyzer/codebase/create-resolver.ts';
import { discoverCodebase } from '../analyzer/codebase/discover-codebase.ts';
import { resolveOptions } from '../analyzer/options.ts';
import { readFacts } from '../analyzer/evidence/facts/read-facts.ts';
import { createNameFollower } from '../analyzer/evidence/link/follow-names.ts';
import { extractEvidence, type Extraction } from '../analyzer/evidence/extractors/extract-evidence.ts';
import { readSchemas, withSqlParser } from '../analyzer/evidence/extractors/schemas/read-schemas.ts';

/** Extracts a folder of sources and writes each fact as one line, for tests. */
export async function extractFolder(folder: string): Promise<Record<string, string[]>> {
  const found = await extractionOf(folder);
  const lines = {
    endpoints: found.endpoints.map(
      ({ id, protocol, module, line, handler, certainty }) =>
        `${protocol} ${id} → ${handler} ${module}:${line} (${certainty})`,
    ),
    entities: found.entities.map(
      ({ name, kind, references, source }) =>
        `${kind} ${name} [${references.map(({ entity, field }) => `${field} → ${entity}`).join(', ')}] ${source}`,
    ),
    accesses: found.accesses.map(
      ({ module, line, mode, entity, certainty, through }) =>
        `${module}:${line ?? '?'} ${mode} ${entity} (${Number(certainty.toFixed(3))})${through ? ` through ${through}` : ''}`,
    ),
    transactions: found.transactions.map(
      ({ module, line, scope, entities }) => `${module}:${line} ${scope} [${entities.join(', ')}]`,
    ),
    externals: found.externals.map(({ module, line, kind, name }) => `${module}:${line} ${kind} ${name}`),
    useCases: found.useCases
      .filter(({ modules }) => modules.length > 1)
      .map(
        ({ id, modules, writes = [] }) =>
          `${id}: ${modules.map((one) => (writes.includes(one) ? `${one} (writes)` : one)).join(', ')}`,
      ),
    findings: found.findings.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`),
  };
  return Object.fromEntries(Object.entries(lines).filter(([, list]) => list.length > 0));
}

async function extractionOf(folder: string): Promise<Extraction> {
  const { signal } = new AbortController();
  const codebase = await discoverCodebase(folder, { ...resolveOptions({}), signal });
  const read = (path: string): string => readFileSync(join(codebase.root, path), 'utf8');
  const facts = new Map(codebase.files.map(({ path }) => [path, readFacts(path, read(path))]));
  const resolve = createResolver(codebase);
  const files = [...codebase.schemas, ...codebase.migrations].map((path) => ({ path, text: read(path) }));
  const schemas = await withSqlParser(await readSchemas(files), facts.values());
  return extractEvidence({ facts, resolve, follow: createNameFollower(facts, resolve), schemas });
}
