import type { Dependency } from '../../analyzer/model/dependency.ts';
import type { Decomposition, Placement, Service } from '../../analyzer/model/decomposition.ts';
import type { ReportSource } from '../model/report.ts';
import { BANDS, KINDS, type PackedAnalysis, type PackedCut } from './packed-analysis.ts';

/** The analysis as every view reads it; what was left out is empty. Inverse of `packAnalysis`. */
export function unpackAnalysis(packed: PackedAnalysis): ReportSource {
  const { head, ids, tables } = packed;
  return {
    ...head,
    modules: ids.map((id, number) => ({
      id,
      lines: packed.lines[number]!,
      terms: [],
      folder: id.slice(0, Math.max(0, id.lastIndexOf('/'))),
      exports: [],
      classes: [],
    })),
    dependencies: unpackDependencies(packed),
    accesses: packed.accesses.map(([module, table, write, line, certainty]) => ({
      module: ids[module]!,
      entity: tables[table]!,
      mode: write === 1 ? 'write' : 'read',
      ...(line === 0 ? {} : { line }),
      certainty: certainty / 100,
    })),
    transactions: packed.transactions.map(([module, line, scope, entities]) => ({
      module: ids[module] ?? '',
      line,
      scope,
      entities: entities.map((table) => tables[table]!),
    })),
    shared: packed.shared.map(([module, usedBy, services, reason]) => ({
      module: ids[module] ?? '',
      usedBy,
      services,
      reason,
    })),
    roots: packed.roots.map(([module, reason]) => ({ module: ids[module] ?? '', reason })),
    decompositions: packed.cuts.map((cut) => unpackCut(cut, packed)),
  };
}

function unpackDependencies({ dependencies, ids, words }: PackedAnalysis): readonly Dependency[] {
  const { from, to, kind, uses, line, names } = dependencies;
  let module = 0;
  return from.map((step, row) => {
    module += step;
    const written = names[row]!;
    const numbers = typeof written === 'number' ? [written] : written;
    return {
      from: ids[module]!,
      to: ids[to[row]!]!,
      kind: KINDS[kind[row]!]!,
      names: numbers.flatMap((number) => words[number] ?? []),
      uses: uses[row]!,
      ...(line[row] === 0 ? {} : { line: line[row]! }),
    };
  });
}

function unpackCut(cut: PackedCut, { ids, lines }: PackedAnalysis): Decomposition {
  const members = cut.services.map((): { modules: string[]; lines: number } => ({ modules: [], lines: 0 }));
  const placements: Placement[] = [];
  for (const [number, service] of cut.serviceOf.entries()) {
    const own = members[service];
    if (own) {
      own.modules.push(ids[number]!);
      own.lines += lines[number]!;
    }
    const placement = placementOf(cut, ids, number);
    if (placement) placements.push(placement);
  }
  const services = cut.services.map(({ name, cohesion, terms, reasons, dependsOn }, number): Service => ({
    name,
    ...members[number]!,
    cohesion,
    terms,
    reasons,
    dependsOn: dependsOn.flatMap(([service, pairs, uses]) => {
      const target = cut.services[service];
      return target ? [{ service: target.name, pairs, uses }] : [];
    }),
  }));
  return { granularity: cut.granularity, metrics: cut.metrics, services, placements };
}

function placementOf(cut: PackedCut, ids: readonly string[], number: number): Placement | undefined {
  const confidence = cut.confidence[number];
  const service = cut.services[cut.serviceOf[number]!];
  if (confidence === null || confidence === undefined || !service) return undefined;
  const runnerUp = cut.services[cut.runnerUp[number]!];
  return {
    module: ids[number]!,
    service: service.name,
    confidence: confidence / 1000,
    band: BANDS[cut.band[number]!] ?? 'core',
    ...(runnerUp === undefined ? {} : { runnerUp: runnerUp.name }),
  };
}
