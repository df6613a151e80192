import { join } from 'node:path';
import { type Analysis, analyzeGraph } from '../../analyzer/index.ts';
import { writeReport } from '../../cli/report/write-report.ts';
import { temporaryFolder } from '../temporary-repository.ts';

/** A report of an analysis, as the command writes it; gone when the test ends. */
export function pageOf(analysis: Analysis, sourceLink?: string): string {
  const file = join(temporaryFolder(), 'report.html');
  writeReport(file, analysis, sourceLink === undefined ? {} : { sourceLink });
  return file;
}

/** Services in a circle, with tables that two write, endpoints, and transactions over both. */
export function townAnalysis(services = 6, size = 8): Analysis {
  const modules = Array.from({ length: services * size }, (_, number) => {
    const folder = `src/district-${number % services}`;
    return {
      id: `${folder}/module-${number}.ts`,
      size: 40 + number * 3,
      folder,
      terms: [`district${number % services}`],
    };
  });
  const dependencies = modules.flatMap(({ id }, number) => [
    { from: id, to: modules[(number + services) % modules.length]!.id, kind: 'call', weight: 6 },
    { from: id, to: modules[(number + 2 * services) % modules.length]!.id, kind: 'call', weight: 4 },
    ...(number < services
      ? [{ from: id, to: modules[(number + 1) % services]!.id, kind: 'call', weight: 2 }]
      : []),
  ]);
  const accesses = modules.map(({ id }, number) => ({
    module: id,
    entity: `table_${number % (services + 1)}`,
    mode: number % 3 === 0 ? 'read' : 'write',
  }));
  const graph = { formatVersion: 1, name: 'town', modules, dependencies, accesses };
  const analysis = analyzeGraph(JSON.stringify(graph), { services, seed: 1, folders: true });
  return {
    ...analysis,
    endpoints: modules.slice(0, 30).map(({ id }, number) => ({
      id: `GET /district/${number}`,
      protocol: 'http',
      method: number % 2 === 0 ? 'GET' : 'POST',
      path: `/district/${number}`,
      module: id,
      line: 4,
      handler: `handle${number}`,
      certainty: 0.9,
      source: 'express',
    })),
    transactions: [
      { module: modules[0]!.id, line: 12, scope: 'move', entities: ['table_0', 'table_1', 'table_2'] },
    ],
  };
}
