import type { WrittenPlan } from '../model/plan.ts';
import { isModuleGlob, modulePatternOf } from '../assign/module-pattern.ts';
import { type Edit, type Path, valueAt } from './edit.ts';
import { settleDecisions } from './settle-claims.ts';
import { Steps } from './steps.ts';

/** A service gets another name wherever it is named; nothing else changes. */
export function renameService(from: string, to: string, plan: WrittenPlan): Edit[] {
  const edits = referencesTo(from, plan).map((path): Edit => ({ do: 'set', path, value: to }));
  return [...edits, { do: 'rename', path: ['services', from], key: to }];
}

/**
 * Several services become one, named `into`; owner and upstream are those of `into`, or of the first where `into` is
 * new. What they own, read, use and pin is joined; whatever named one of them names the one that is left.
 */
export function mergeServices(names: readonly string[], into: string, plan: WrittenPlan): Edit[] {
  const keeper = names.includes(into) ? into : (names[0] ?? into);
  const others = names.filter((name) => name !== keeper);
  const steps = new Steps(plan);
  for (const other of others) {
    steps.add(...joinLists(other, keeper, steps.plan));
    steps.add(...referencesTo(other, steps.plan).map((path): Edit => ({ do: 'set', path, value: keeper })));
    steps.add({ do: 'remove', path: ['services', other] });
  }
  steps.add(...repeatedNames(keeper, steps.plan));
  if (keeper !== into) steps.add(...renameService(keeper, into, steps.plan));
  return steps.edits;
}

/**
 * Modules leave a service for a new one. A pin of exactly that pattern moves over; a part of a wider glob is taken out
 * of the old service by a pattern with "!".
 */
export function splitService(
  { service, into, modules }: { service: string; into: string; modules: readonly string[] },
  plan: WrittenPlan,
): Edit[] {
  const steps = new Steps(plan);
  for (const pattern of modules) {
    steps.add(...settleDecisions({ pattern, to: into, from: service, beside: modules }, steps.plan));
    steps.add(...takeOut(pattern, service, steps.plan));
  }
  steps.add({ do: 'set', path: ['services', into], value: { modules: [...modules] } });
  return steps.edits;
}

function takeOut(pattern: string, service: string, plan: WrittenPlan): Edit[] {
  const path = ['services', service, 'modules'];
  const pins = plan.services?.[service]?.modules ?? [];
  const index = pins.indexOf(pattern);
  if (index >= 0) return [{ do: 'remove', path: [...path, index] }];
  const isCovered = pins.some(
    (pin) => isModuleGlob(pin) && (isModuleGlob(pattern) || modulePatternOf(pin).matches(pattern)),
  );
  return isCovered ? [{ do: 'insert', path, index: pins.length, value: `!${pattern}` }] : [];
}

/** Every place that names a service, but its own entry. */
function referencesTo(
  name: string,
  { services = {}, decisions = [], routes = [], waves = [] }: WrittenPlan,
): Path[] {
  return [
    ...Object.entries(services).flatMap(([user, { uses = [] }]) =>
      indexesOf(uses, name, ['services', user, 'uses']),
    ),
    ...decisions.flatMap((decision, index) =>
      'to' in decision && decision.to === name ? [['decisions', index, 'to']] : [],
    ),
    ...routes.flatMap(({ service }, index) => (service === name ? [['routes', index, 'service']] : [])),
    ...waves.flatMap(({ services: listed }, index) => indexesOf(listed, name, ['waves', index, 'services'])),
  ];
}

const LISTS = [['modules'], ['public'], ['uses'], ['data', 'owns'], ['data', 'reads']] as const;

function joinLists(from: string, to: string, plan: WrittenPlan): Edit[] {
  return LISTS.flatMap((list) => {
    const own = listAt(plan, ['services', to, ...list]);
    const added = listAt(plan, ['services', from, ...list]).filter((item) => !own.includes(item));
    return added.map((value, index): Edit => ({
      do: 'insert',
      path: ['services', to, ...list],
      index: own.length + index,
      value,
    }));
  });
}

/** After a merge a service may use itself, read what it owns, or stand twice in a wave. */
function repeatedNames(name: string, plan: WrittenPlan): Edit[] {
  const owns = listAt(plan, ['services', name, 'data', 'owns']);
  const uses = Object.keys(plan.services ?? {}).flatMap((user) => {
    const path = ['services', user, 'uses'];
    const used = listAt(plan, path);
    return without(
      used,
      path,
      (item, index) => (user === name && item === name) || used.indexOf(item) < index,
    );
  });
  const readsPath = ['services', name, 'data', 'reads'];
  const reads = without(listAt(plan, readsPath), readsPath, (item) => owns.includes(item));
  const waves = (plan.waves ?? []).flatMap(({ services }, wave) =>
    without(services, ['waves', wave, 'services'], (item, index) => services.indexOf(String(item)) < index),
  );
  return [...uses, ...reads, ...waves];
}

/** Removes from the end, so that the indexes before stay true. */
function without(
  list: readonly unknown[],
  path: Path,
  isUnwanted: (item: unknown, index: number) => boolean,
): Edit[] {
  return list
    .flatMap((item, index): Edit[] =>
      isUnwanted(item, index) ? [{ do: 'remove', path: [...path, index] }] : [],
    )
    .reverse();
}

function listAt(plan: WrittenPlan, path: Path): readonly unknown[] {
  const value = valueAt(plan, path);
  return Array.isArray(value) ? value : [];
}

function indexesOf(list: readonly string[], name: string, path: Path): Path[] {
  return list.flatMap((item, index) => (item === name ? [[...path, index]] : []));
}
