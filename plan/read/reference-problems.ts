import type { Plan } from '../model/plan.ts';
import type { PlanProblem } from '../plan-error.ts';
import { locate } from './locate.ts';
import { nearestWord } from './nearest-word.ts';
import type { PlanText } from './parse-text.ts';

type Step = string | number;
type Report = (message: string, path: readonly Step[], hint?: string) => void;

/** Faults that the schema cannot see: names that name nothing, names used twice, stages that need what is not there. */
export function referenceProblems(plan: Plan, parsed: PlanText): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const report: Report = (message, path, hint) => {
    const place = locate(parsed, path);
    problems.push({
      severity: 'error',
      message,
      file: parsed.file,
      ...place,
      path,
      ...(hint ? { hint } : {}),
    });
  };
  findReferenceFaults(plan, report);
  return problems;
}

/** The same faults, told by their path alone. */
export function findReferenceFaults(plan: Plan, report: Report): void {
  unknownServices(plan, report);
  repeatedRoutes(plan, report);
  stagesWithoutUpstream(plan, report);
  ownedTwice(plan, report);
}

function unknownServices(plan: Plan, report: Report): void {
  const known = Object.keys(plan.services);
  const check = (name: string, path: readonly Step[]): void => {
    if (known.includes(name)) return;
    const meant = nearestWord(name, known);
    const otherwise = known.length > 0 ? `Known: ${known.join(', ')}.` : 'Add it under "services:" first.';
    report(
      `no service is named "${name}"`,
      path,
      meant === undefined ? otherwise : `Did you mean "${meant}"?`,
    );
  };
  for (const [name, { uses }] of Object.entries(plan.services)) {
    for (const [index, used] of uses.entries()) check(used, ['services', name, 'uses', index]);
  }
  for (const [index, decision] of plan.decisions.entries()) {
    if ('to' in decision) check(decision.to, ['decisions', index, 'to']);
  }
  for (const [index, { service }] of plan.routes.entries()) check(service, ['routes', index, 'service']);
  for (const [index, { services }] of plan.waves.entries()) {
    for (const [place, service] of services.entries()) check(service, ['waves', index, 'services', place]);
  }
}

function repeatedRoutes({ routes }: Plan, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of routes.entries()) {
    if (seen.has(id))
      report(`two routes have the id "${id}"`, ['routes', index, 'id'], 'Rename one of them.');
    seen.add(id);
  }
}

function stagesWithoutUpstream(plan: Plan, report: Report): void {
  for (const [index, { id, stage, service }] of plan.routes.entries()) {
    const planned = plan.services[service];
    if (stage === 'monolith' || !planned) continue;
    if (planned.upstream === undefined) {
      const message = `route "${id}" is at stage ${stage}, but service "${service}" has no upstream`;
      report(
        message,
        ['routes', index, 'stage'],
        `Say where it listens: banyan plan upstream ${service} http://HOST:PORT; or go back to monolith.`,
      );
    }
    if (stage === 'canary' && plan.routes[index]?.canary === undefined) {
      report(
        `route "${id}" is at stage canary, but says no percent`,
        ['routes', index, 'stage'],
        CANARY_HINT,
      );
    }
  }
}

const CANARY_HINT = 'Add "canary: { percent: 5 }".';

function ownedTwice({ services }: Plan, report: Report): void {
  const owners = new Map<string, string>();
  for (const [name, { data }] of Object.entries(services)) {
    for (const [index, entity] of (data?.owns ?? []).entries()) {
      const owner = owners.get(entity);
      if (owner !== undefined && owner !== name) {
        const message = `"${entity}" is owned by two services: ${owner} and ${name}`;
        report(message, ['services', name, 'data', 'owns', index], 'Let one own it, and the other read it.');
      }
      owners.set(entity, name);
    }
  }
}
