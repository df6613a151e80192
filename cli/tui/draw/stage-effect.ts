import type { Operation } from '../../../plan/index.ts';
import type { PlannedRoute } from '../desk/plan-view.ts';
import type { Session } from '../session/session.ts';

type Staging = Extract<Operation, { op: 'stage' }>;

/** What a stage means for the requests of its route; no number of the cut changes by it. */
export function stageEffect({ route, stage, percent, upstream }: Staging, { view }: Session): string {
  const planned = view.routes.find(({ id }) => id === route);
  const runs =
    upstream !== undefined || view.services.some((each) => each.name === planned?.service && each.runs);
  const means = MEANS[stage](planned?.service ?? 'the service', percent ?? planned?.percent ?? 0);
  if (stage !== 'monolith' && !runs) return `${means}; needs an address for it first: Esc, U`;
  return `${means}${stage === 'shadow' ? leftOut(planned) : ''}`;
}

const MEANS: Readonly<Record<PlannedRoute['stage'], (service: string, percent: number) => string>> = {
  monolith: () => 'the monolith answers every request',
  shadow: (service) => `the monolith answers; ${service} gets copies, and its answers are compared`,
  canary: (service, percent) => `${service} answers ${percent} % of the requests`,
  live: (service) => `${service} answers every request`,
};

function leftOut(planned: PlannedRoute | undefined): string {
  const methods = planned?.unmirrored ?? [];
  if (planned === undefined || methods.length === 0) return '';
  const named = methods.includes('*') ? 'writes' : methods.join(', ');
  return `. No copies of ${named} without consent (:shadow ${planned.id} --unsafe)`;
}
