import type { Decomposition } from '../../analyzer/model/decomposition.ts';
import type { ReportSource } from '../model/report.ts';
import {
  BANDS,
  KINDS,
  type PackedAnalysis,
  type PackedCut,
  type PackedDependencies,
} from './packed-analysis.ts';

/** A page need not list every import that could not be followed. */
const EXAMPLES = 200;

/** The part of an analysis that the page needs, small. `unpackAnalysis` is its inverse. */
export function packAnalysis(source: ReportSource): PackedAnalysis {
  const ids = source.modules.map(({ id }) => id);
  const numberOf = numbering(ids);
  const words = new Numbers();
  const tables = new Numbers();
  return {
    head: headOf(source),
    ids,
    lines: source.modules.map(({ lines }) => lines),
    dependencies: packDependencies(source, numberOf, words),
    accesses: source.accesses.flatMap(({ module, entity, mode, line, certainty }) => {
      const number = numberOf(module);
      if (number < 0) return [];
      return [
        [
          number,
          tables.of(entity),
          mode === 'write' ? 1 : 0,
          line ?? 0,
          Math.round(certainty * 100),
        ] as const,
      ];
    }),
    transactions: source.transactions.map(
      ({ module, line, scope, entities }) =>
        [numberOf(module), line, scope, entities.map((entity) => tables.of(entity))] as const,
    ),
    shared: source.shared.map(
      ({ module, usedBy, services, reason }) => [numberOf(module), usedBy, services, reason] as const,
    ),
    roots: source.roots.map(({ module, reason }) => [numberOf(module), reason] as const),
    cuts: source.decompositions.map((cut) => packCut(cut, ids, numberOf)),
    words: words.list,
    tables: tables.list,
  };
}

type NumberOf = (module: string) => number;

/** Gives each text a number in the order in which they come. */
class Numbers {
  readonly list: string[] = [];
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}

function numbering(ids: readonly string[]): NumberOf {
  const numbers = new Map(ids.map((id, number) => [id, number]));
  return (id) => numbers.get(id) ?? -1;
}

function headOf({
  tool,
  codebase,
  verdict,
  coverage,
  roadmap,
  endpoints,
  entities,
  baselines,
}: ReportSource) {
  const { imports, findings } = coverage;
  return {
    tool,
    codebase,
    verdict,
    coverage: {
      ...coverage,
      imports: { ...imports, unresolved: imports.unresolved.slice(0, EXAMPLES) },
      findings: findings.slice(0, EXAMPLES),
    },
    roadmap,
    endpoints,
    entities: entities.map((entity) => ({ ...entity, references: [] })),
    baselines: baselines ?? [],
  };
}

function packDependencies(source: ReportSource, numberOf: NumberOf, words: Numbers): PackedDependencies {
  const rows = source.dependencies
    .map((each) => ({ ...each, a: numberOf(each.from), b: numberOf(each.to) }))
    .filter(({ a, b }) => a >= 0 && b >= 0)
    .sort(
      (one, other) =>
        one.a - other.a || one.b - other.b || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
    );
  return {
    from: rows.map(({ a }, row) => a - (rows[row - 1]?.a ?? 0)),
    to: rows.map(({ b }) => b),
    kind: rows.map(({ kind }) => KINDS.indexOf(kind)),
    uses: rows.map(({ uses }) => uses),
    line: rows.map(({ line }) => line ?? 0),
    names: rows.map(({ names }) => {
      const numbers = names.map((name) => words.of(name));
      return numbers.length === 1 ? numbers[0]! : numbers.length === 0 ? -1 : numbers;
    }),
  };
}

function packCut(cut: Decomposition, ids: readonly string[], numberOf: NumberOf): PackedCut {
  const at = new Map(cut.services.map(({ name }, number) => [name, number]));
  const serviceOf = ids.map(() => -1);
  for (const [service, { modules }] of cut.services.entries())
    for (const module of modules) if (numberOf(module) >= 0) serviceOf[numberOf(module)] = service;
  const placements = new Map(cut.placements.map((placement) => [placement.module, placement]));
  return {
    granularity: cut.granularity,
    metrics: cut.metrics,
    services: cut.services.map(({ name, cohesion, terms, reasons, dependsOn }) => ({
      name,
      cohesion,
      terms,
      reasons,
      dependsOn: dependsOn.map(({ service, pairs, uses }) => [at.get(service) ?? -1, pairs, uses] as const),
    })),
    serviceOf,
    confidence: ids.map((id) => {
      const confidence = placements.get(id)?.confidence;
      return confidence === undefined ? null : Math.round(confidence * 1000);
    }),
    band: ids.map((id) => Math.max(0, BANDS.indexOf(placements.get(id)?.band ?? 'core'))),
    runnerUp: ids.map((id) => at.get(placements.get(id)?.runnerUp ?? '') ?? -1),
  };
}
