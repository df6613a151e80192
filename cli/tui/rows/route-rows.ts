import type { ProxyStatus, RouteStatus } from '../../../proxy/index.ts';
import { clip, fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import type { PlannedRoute } from '../desk/plan-view.ts';
import type { Cell, Role, Row } from './row.ts';

const STAGES: Readonly<Record<PlannedRoute['stage'], { bar: string; role: Role }>> = {
  monolith: { bar: '░░░░', role: 'dim' },
  shadow: { bar: '█░░░', role: 'accent' },
  canary: { bar: '██░░', role: 'warn' },
  live: { bar: '████', role: 'good' },
};

/** Below this the bar would take the place of the route's name. */
const NARROW = 56;

/** Routes with their stage, and what the running proxy has seen of them, where one runs. */
export function routeRows({ view }: Session, live: ProxyStatus | undefined): readonly Row[] {
  const byId = new Map(live?.routes.map((route) => [route.id, route]) ?? []);
  return view.routes.map((route) => {
    const { id, match, service, stage, percent } = route;
    const seen = byId.get(id);
    return {
      key: id,
      kind: 'item',
      text: `${id} ${match} ${service} ${stage}`,
      ...(seen === undefined
        ? {}
        : { told: `${id} ${match} → ${service}, in the plan ${stage}; ${trafficOf(seen, route, live)}` }),
      cells: (width): Cell[] => {
        const { bar, role } = STAGES[stage];
        const isNarrow = width < NARROW;
        const taken = isNarrow ? 12 : 17;
        const name = Math.max(8, Math.floor((width - taken) * 0.5));
        return [
          ...(isNarrow ? [] : [{ text: `${bar} `, role }]),
          { text: fit(saidStage(stage, percent), 11), role },
          { text: ` ${fit(id, name)}` },
          {
            text: clip(` ${seen === undefined ? match : trafficOf(seen, route, live)}`, width - taken - name),
            role: 'dim',
          },
        ];
      },
    };
  });
}

/** `1.2/s, 3 errors, 2 divergences` since the proxy started. */
function trafficOf(route: RouteStatus, planned: PlannedRoute, live: ProxyStatus | undefined): string {
  const requests = route.monolith.requests + route.servedByService.requests;
  const seconds = Math.max(1, (Date.now() - Date.parse(live?.startedAt ?? '')) / 1000);
  const errors = route.monolith.errors + route.servedByService.errors;
  const p99 = route.servedByService.p99Ms ?? route.monolith.p99Ms;
  return [
    ...(isAsPlanned(route, planned) ? [] : [`now ${saidStage(route.stage, route.percent)}`]),
    `${(requests / seconds).toFixed(1)}/s`,
    ...(errors === 0 ? [] : [`${errors} errors`]),
    ...(route.fallbacks === 0 ? [] : [`${route.fallbacks} fell back`]),
    ...(p99 === null ? [] : [`p99 ${p99} ms`]),
    ...divergencesOf(route),
  ].join(', ');
}

/** Divergences, where the proxy mirrors and compares. */
function divergencesOf({ shadow }: RouteStatus): string[] {
  return shadow.compared === 0 ? [] : [`${shadow.diverged} diverged`];
}

/** The running proxy may be further than the plan: by a hand, or by the gates. */
function isAsPlanned({ stage, percent }: RouteStatus, planned: PlannedRoute): boolean {
  return stage === planned.stage && (stage !== 'canary' || percent === planned.percent);
}

function saidStage(stage: PlannedRoute['stage'], percent: number | undefined): string {
  return stage === 'canary' && percent !== undefined ? `canary ${percent}%` : stage;
}
