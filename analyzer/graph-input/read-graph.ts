import type { ZodError } from 'zod';
import { AnalysisError } from '../analysis-error.ts';
import type { Evidence } from '../model/evidence.ts';
import { graphEvidence } from './graph-evidence.ts';
import { type GraphFile, graphSchema } from './graph-schema.ts';

/** A graph from elsewhere, in the form in which everything after reading takes it. */
export interface ReadGraph {
  readonly name: string;
  readonly evidence: Evidence;
}

/** Text of more than this is refused: node keeps no string of more than 512 MB, and parsing takes many times the size. */
export const largestGraph = 256 * 1024 * 1024;

/**
 * Reads `graph.json`.
 * @throws AnalysisError GRAPH_NOT_JSON, GRAPH_INVALID (with the place of the fault), GRAPH_TOO_LARGE, NO_MODULES
 */
export function readGraph(text: string): ReadGraph {
  refuseLargeGraph(text.length);
  const parsed = graphSchema.safeParse(parseJson(text));
  if (!parsed.success) throw invalid(firstFault(parsed.error));
  const graph = parsed.data;
  refuseUnsound(graph);
  return { name: graph.name ?? 'graph', evidence: graphEvidence(graph) };
}

/** Callers ask before they read a file into memory. */
export function refuseLargeGraph(bytes: number): void {
  if (bytes <= largestGraph) return;
  throw new AnalysisError(
    'GRAPH_TOO_LARGE',
    `The graph is ${Math.round(bytes / 1024 / 1024)} MB; at most ${largestGraph / 1024 / 1024} MB are read.`,
    'Merge repeated dependencies into one with a weight, and leave out commits and use cases that touch one module.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new AnalysisError(
      'GRAPH_NOT_JSON',
      `The graph is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Numbers such as NaN and Infinity, comments and trailing commas are not JSON.',
      { cause },
    );
  }
}

function invalid(fault: string): AnalysisError {
  return new AnalysisError(
    'GRAPH_INVALID',
    `The graph cannot be used: ${fault}`,
    'See "Bring your own graph" in the documentation for the format.',
  );
}

function firstFault({ issues }: ZodError): string {
  const [first] = issues;
  const place = (first?.path ?? []).reduce<string>(
    (at, key) =>
      typeof key === 'number' ? `${at}[${key}]` : at === '' ? String(key) : `${at}.${String(key)}`,
    '',
  );
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${place === '' ? 'the document' : place}: ${first?.message ?? 'is malformed'}${more}`;
}

/** What a schema cannot say: ids are unique, and nothing names a module that is not there. */
function refuseUnsound(graph: GraphFile): void {
  if (graph.modules.length === 0)
    throw new AnalysisError('NO_MODULES', 'The graph has no modules.', 'List at least one in "modules".');
  const known = new Set<string>();
  for (const [i, { id }] of graph.modules.entries()) {
    if (known.has(id)) throw invalid(`modules[${i}]: the id "${id}" is there twice`);
    known.add(id);
  }
  for (const [place, id] of referencesOf(graph))
    if (!known.has(id)) throw invalid(`${place}: "${id}" is not among the modules`);
}

/** Every place that names a module. */
function* referencesOf(graph: GraphFile): Generator<readonly [place: string, id: string]> {
  for (const [i, { from, to }] of graph.dependencies.entries()) {
    yield [`dependencies[${i}].from`, from];
    yield [`dependencies[${i}].to`, to];
  }
  for (const [i, { module }] of graph.accesses.entries()) yield [`accesses[${i}].module`, module];
  for (const [i, { module }] of graph.transactions.entries()) yield [`transactions[${i}].module`, module];
  for (const [i, { modules, writes = [] }] of graph.useCases.entries())
    for (const id of [...modules, ...writes]) yield [`useCases[${i}]`, id];
  for (const [i, commit] of (graph.commits ?? []).entries())
    for (const id of commit) yield [`commits[${i}]`, id];
}
