import type { Operation } from '../model/operation.ts';
import type { WrittenPlan } from '../model/plan.ts';
import { decide } from './decide.ts';
import { type Edit, valueAt } from './edit.ts';
import { refuseOverruled, releaseModules, settleClaim } from './settle-claims.ts';
import { requireNew, requireService } from './require-name.ts';
import { mergeServices, renameService, splitService } from './service-edits.ts';
import { sortedIndex } from './sorted-index.ts';
import { Steps } from './steps.ts';
import { addRoute, listen, shadow, stage, upstream } from './traffic-edits.ts';

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;

/** The edits that an operation amounts to on this plan, in order. Throws `PlanError` where a name names nothing. */
export function editsOf<Kind extends Operation['op']>(operation: Of<Kind>, plan: WrittenPlan): Edit[] {
  return HANDLERS[operation.op](operation, plan);
}

const HANDLERS: { readonly [Kind in Operation['op']]: (operation: Of<Kind>, plan: WrittenPlan) => Edit[] } = {
  addService,
  rename,
  merge,
  split,
  move,
  pin,
  keepTogether: (operation, plan) => [
    decide({ keepTogether: operation.modules, ...reasonOf(operation) }, plan),
  ],
  keepApart: (operation, plan) => [decide({ keepApart: operation.modules, ...reasonOf(operation) }, plan)],
  own,
  share,
  addRoute,
  stage,
  upstream,
  shadow,
  listen,
};

function rename({ service, to }: Of<'rename'>, plan: WrittenPlan): Edit[] {
  requireService(service, plan);
  requireNew(to, plan);
  return renameService(service, to, plan);
}

function merge({ services, into }: Of<'merge'>, plan: WrittenPlan): Edit[] {
  for (const name of services) requireService(name, plan);
  if (!services.includes(into)) requireNew(into, plan);
  return mergeServices([...new Set(services)], into, plan);
}

function split(operation: Of<'split'>, plan: WrittenPlan): Edit[] {
  requireService(operation.service, plan);
  requireNew(operation.into, plan);
  return splitService(operation, plan);
}

function addService({ service, owner }: Of<'addService'>, plan: WrittenPlan): Edit[] {
  requireNew(service, plan);
  return [{ do: 'set', path: ['services', service], value: owner === undefined ? {} : { owner } }];
}

/** A decision on the same modules is replaced; the same pins elsewhere give way, since they would contradict it. */
function move(operation: Of<'move'>, plan: WrittenPlan): Edit[] {
  requireService(operation.to, plan);
  const steps = new Steps(plan);
  for (const module of operation.modules) {
    const claim = { pattern: module, to: operation.to };
    refuseOverruled(claim, steps.plan);
    steps.add(...releaseModules(claim, steps.plan));
    const decision = { move: module, to: operation.to, ...reasonOf(operation) };
    const known = (steps.plan.decisions ?? []).findIndex((other) => 'move' in other && other.move === module);
    steps.add(
      known < 0 ? decide(decision, steps.plan) : { do: 'set', path: ['decisions', known], value: decision },
    );
  }
  return steps.edits;
}

function pin({ modules, to }: Of<'pin'>, plan: WrittenPlan): Edit[] {
  requireService(to, plan);
  const steps = new Steps(plan);
  for (const module of modules) {
    if (!module.startsWith('!'))
      steps.add(...settleClaim({ pattern: module, to, beside: modules }, steps.plan));
    const pins = steps.plan.services?.[to]?.modules ?? [];
    const index = sortedIndex(pins, module, (name) => name);
    if (!pins.includes(module)) {
      steps.add({ do: 'insert', path: ['services', to, 'modules'], index, value: module });
    }
  }
  return steps.edits;
}

function share({ modules, as }: Of<'share'>, plan: WrittenPlan): Edit[] {
  const steps = new Steps(plan);
  for (const pattern of modules) {
    steps.add(...settleClaim({ pattern, beside: modules }, steps.plan));
    steps.add({ do: 'set', path: ['shared', pattern], value: as });
  }
  return steps.edits;
}

function own({ entity, service }: Of<'own'>, plan: WrittenPlan): Edit[] {
  requireService(service, plan);
  const { services = {} } = plan;
  const edits = Object.keys(services).flatMap((name): Edit[] => {
    const path = ['services', name, 'data', name === service ? 'reads' : 'owns'];
    const listed = valueAt(services, path.slice(1));
    const index = Array.isArray(listed) ? listed.indexOf(entity) : -1;
    return index < 0 ? [] : [{ do: 'remove', path: [...path, index] }];
  });
  const owns = services[service]?.data?.owns ?? [];
  if (owns.includes(entity)) return edits;
  const index = sortedIndex(owns, entity, (name) => name);
  return [...edits, { do: 'insert', path: ['services', service, 'data', 'owns'], index, value: entity }];
}

function reasonOf({ why, by, at }: { why?: string; by?: string; at?: string }): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ why, by, at }).filter((entry): entry is [string, string] => !!entry[1]),
  );
}
