import type { Service } from '../../../analyzer/model/decomposition.ts';
import type { Operation } from '../../../plan/model/operation.ts';
import { startFromDecomposition, WhatIf, type WhatIfMetrics } from '../../../what-if/index.ts';
import type { CutSource, ReportSource } from '../../model/report.ts';

/** A cut after a person's edits, with the numbers before and after. */
export interface WhatIfCut {
  readonly engine: WhatIf;
  readonly cut: CutSource;
  readonly before: WhatIfMetrics;
  readonly after: WhatIfMetrics;
  /** Edits that name what is not there, with the reason. */
  readonly refused: readonly { readonly operation: Operation; readonly reason: string }[];
}

/** Does the edits on a fresh engine; one that cannot be done is told and passed over. */
export function applyEdits(
  source: ReportSource,
  base: CutSource,
  operations: readonly Operation[],
): WhatIfCut {
  const { shared, roots } = base;
  const engine = new WhatIf(source, startFromDecomposition({ decomposition: base, shared, roots }));
  const before = engine.metrics();
  const refused: { operation: Operation; reason: string }[] = [];
  for (const operation of operations) {
    try {
      engine.apply(operation);
    } catch (error) {
      refused.push({ operation, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const after = engine.metrics();
  return {
    engine,
    cut: operations.length === 0 ? base : cutOf(source, base, { engine, after }),
    before,
    after,
    refused,
  };
}

interface Done {
  readonly engine: WhatIf;
  readonly after: WhatIfMetrics;
}

function cutOf(source: ReportSource, base: CutSource, { engine, after }: Done): CutSource {
  const old = new Map(base.services.map((service) => [service.name, service]));
  const members = new Map(
    engine
      .services()
      .map((name): [string, { ids: string[]; lines: number }] => [name, { ids: [], lines: 0 }]),
  );
  for (const { id, lines } of source.modules) {
    const place = engine.placeOf(id);
    const own = typeof place === 'string' ? undefined : members.get(place.service);
    if (!own) continue;
    own.ids.push(id);
    own.lines += lines;
  }
  const services = [...members]
    .filter(([, { ids }]) => ids.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { ids, lines }]) => toService(name, { ids: ids.sort(), lines }, old.get(name)));
  const isStill = (module: string, service: string): boolean => {
    const place = engine.placeOf(module);
    return typeof place !== 'string' && place.service === service;
  };
  return {
    name: base.name,
    services,
    placements: base.placements.filter(({ module, service }) => isStill(module, service)),
    metrics: { ...after.scores, cutTransactions: after.measures.cutTransactions },
    shared: base.shared.filter(({ module }) => engine.placeOf(module) === 'shared'),
    roots: base.roots.filter(({ module }) => engine.placeOf(module) === 'root'),
  };
}

/** Cohesion and reasons are the analyzer's word on other members: a changed service has none. */
function toService(name: string, { ids, lines }: { ids: string[]; lines: number }, old?: Service): Service {
  const isSame =
    old !== undefined && old.modules.length === ids.length && old.modules.every((id, at) => id === ids[at]);
  return {
    name,
    modules: ids,
    lines,
    cohesion: isSame ? old.cohesion : Number.NaN,
    terms: old?.terms ?? [],
    dependsOn: [],
    reasons: isSame ? old.reasons : [],
  };
}
