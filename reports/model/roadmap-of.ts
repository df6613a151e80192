import type { RoadmapStep } from '../../analyzer/model/analysis.ts';
import type { ServiceView, StepView, WaveView } from './report.ts';

/** The steps of the roadmap by wave, each with what it takes along and what it cuts. */
export function roadmapOf(
  steps: readonly RoadmapStep[],
  services: readonly ServiceView[],
): readonly WaveView[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const waves = new Map<number, StepView[]>();
  for (const { wave, service, value, cost, blockers } of steps) {
    const found = byName.get(service);
    const step = { service, value, cost, blockers, ...sizeOf(found) };
    waves.set(wave, [...(waves.get(wave) ?? []), step]);
  }
  return [...waves].sort(([a], [b]) => a - b).map(([wave, list]) => ({ wave, steps: list }));
}

type Size = Omit<StepView, 'service' | 'value' | 'cost' | 'blockers'>;

const NOTHING: Size = { modules: 0, lines: 0, endpoints: 0, owns: 0, incoming: 0, outgoing: 0 };

function sizeOf(service: ServiceView | undefined): Size {
  if (!service) return NOTHING;
  const { modules, lines, endpoints, owns, usedBy, dependsOn } = service;
  return {
    modules: modules.length,
    lines,
    endpoints,
    owns: owns.length,
    incoming: pairsOf(usedBy),
    outgoing: pairsOf(dependsOn),
  };
}

function pairsOf(links: ServiceView['dependsOn']): number {
  return links.reduce((sum, { pairs }) => sum + pairs, 0);
}
