import type { Placement } from '../../analyzer/model/decomposition.ts';
import type { CutIndex } from './cut-index.ts';
import type { ContestedModule, CutSource, Pull, ReportSource } from './report.ts';

/** The modules that the analyzer is least sure of, with what pulls each to its service and to the runner-up. */
export function contestedOf(
  source: ReportSource,
  cut: CutSource,
  index: CutIndex,
): readonly ContestedModule[] {
  const contested = cut.placements
    .filter(({ band }) => band === 'contested')
    .sort((a, b) => a.confidence - b.confidence || (a.module < b.module ? -1 : 1));
  if (contested.length === 0) return [];
  const pulls = pullsOf(source, index);
  return contested.map(({ module, service, runnerUp, confidence }: Placement) => ({
    module,
    service,
    ...(runnerUp === undefined ? {} : { runnerUp }),
    confidence,
    pulls: [service, ...(runnerUp === undefined ? [] : [runnerUp])].map((name) => pulls(module, name)),
  }));
}

function pullsOf(source: ReportSource, index: CutIndex): (module: string, service: string) => Pull {
  const uses = usesByService(index);
  const folders = membersByFolder(index);
  const { tablesOf, usersOf } = tablesByModule(source, index);
  return (module, service) => {
    const number = index.numberOf(module) ?? -1;
    const at = index.names.indexOf(service);
    const neighbours = folders.get(folderOf(module))?.get(at) ?? 0;
    return {
      service,
      uses: uses.get(number)?.get(at) ?? 0,
      neighbours: index.serviceOf[number] === at ? neighbours - 1 : neighbours,
      tables: (tablesOf.get(module) ?? []).filter((table) =>
        usersOf
          .get(table)
          ?.get(at)
          ?.some((one) => one !== module),
      ),
    };
  };
}

/** References of each module from and to each service. */
function usesByService({ pairs, serviceOf }: CutIndex): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const uses = new Map<number, Map<number, number>>();
  const add = (module: number, service: number, count: number): void => {
    const own = uses.get(module) ?? uses.set(module, new Map()).get(module)!;
    own.set(service, (own.get(service) ?? 0) + count);
  };
  for (let i = 0; i < pairs.from.length; i++) {
    const from = pairs.from[i]!;
    const to = pairs.to[i]!;
    add(from, serviceOf[to]!, pairs.uses[i]!);
    add(to, serviceOf[from]!, pairs.uses[i]!);
  }
  return uses;
}

function membersByFolder({ ids, serviceOf }: CutIndex): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const folders = new Map<string, Map<number, number>>();
  for (const [number, id] of ids.entries()) {
    const folder = folderOf(id);
    const counts = folders.get(folder) ?? folders.set(folder, new Map()).get(folder)!;
    counts.set(serviceOf[number]!, (counts.get(serviceOf[number]!) ?? 0) + 1);
  }
  return folders;
}

function tablesByModule({ accesses }: ReportSource, { numberOf, serviceOf }: CutIndex) {
  const tablesOf = new Map<string, string[]>();
  const usersOf = new Map<string, Map<number, string[]>>();
  for (const { module, entity } of accesses) {
    const tables = tablesOf.get(module) ?? tablesOf.set(module, []).get(module)!;
    if (!tables.includes(entity)) tables.push(entity);
    const users = usersOf.get(entity) ?? usersOf.set(entity, new Map()).get(entity)!;
    const service = serviceOf[numberOf(module) ?? -1] ?? -1;
    const modules = users.get(service) ?? users.set(service, []).get(service)!;
    if (!modules.includes(module)) modules.push(module);
  }
  return { tablesOf, usersOf };
}

function folderOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
