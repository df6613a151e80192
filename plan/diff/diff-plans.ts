import { isDeepStrictEqual } from 'node:util';
import { leavesOf } from './leaves-of.ts';
import type { Decision, Plan, Route } from '../model/plan.ts';

/** One difference between two plans, in words. */
export interface PlanChange {
  readonly about:
    | 'service'
    | 'modules'
    | 'data'
    | 'decision'
    | 'shared'
    | 'route'
    | 'stage'
    | 'wave'
    | 'settings';
  readonly text: string;
}

/** What a reader of a pull request wants to know: which services, which modules and tables, which routes at which stage. */
export function diffPlans(before: Plan, after: Plan): PlanChange[] {
  return [
    ...serviceChanges(before, after),
    ...moduleChanges(before, after),
    ...dataChanges(before, after),
    ...decisionChanges(before, after),
    ...sharedChanges(before, after),
    ...routeChanges(before, after),
    ...waveChanges(before, after),
    ...settingChanges(before, after),
  ];
}

function serviceChanges(before: Plan, after: Plan): PlanChange[] {
  const { added, removed, kept } = keysOf(before.services, after.services);
  return [
    ...added.map((name) => change('service', `new service ${name}`)),
    ...removed.map((name) => change('service', `service ${name} is gone`)),
    ...kept.flatMap((name) => {
      const [old, now] = [before.services[name], after.services[name]];
      return (['owner', 'upstream', 'uses', 'public', 'description'] as const).flatMap((key) =>
        differing(old?.[key], now?.[key], key).map((text) => change('service', `${name}: ${text}`)),
      );
    }),
  ];
}

function moduleChanges(before: Plan, after: Plan): PlanChange[] {
  return movedBetween(pinsOf(before), pinsOf(after), 'modules', 'pinned to');
}

function pinsOf({ services }: Plan): Map<string, string> {
  return new Map(
    Object.entries(services).flatMap(([name, { modules }]) =>
      modules.map((pattern) => [pattern.startsWith('!') ? `${name} ${pattern}` : pattern, name] as const),
    ),
  );
}

function dataChanges(before: Plan, after: Plan): PlanChange[] {
  return movedBetween(ownersOf(before), ownersOf(after), 'data', 'owned by');
}

function movedBetween(
  old: Map<string, string>,
  now: Map<string, string>,
  about: PlanChange['about'],
  verb: string,
): PlanChange[] {
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    if (from === to) return [];
    if (from === undefined) return [change(about, `${key} is now ${verb} ${to ?? ''}`)];
    if (to === undefined) return [change(about, `${key} is no longer ${verb} ${from}`)];
    return [change(about, `${key} moves: ${from} → ${to}`)];
  });
}

function decisionChanges(before: Plan, after: Plan): PlanChange[] {
  return [
    ...without(after.decisions, before.decisions).map((decision) =>
      change('decision', `decided: ${decisionText(decision)}`),
    ),
    ...without(before.decisions, after.decisions).map((decision) =>
      change('decision', `taken back: ${decisionText(decision)}`),
    ),
  ];
}

function decisionText(decision: Decision): string {
  const why = decision.why === undefined ? '' : ` (${decision.why})`;
  if ('move' in decision) return `${decision.move} → ${decision.to}${why}`;
  if ('keepTogether' in decision) return `keep together ${decision.keepTogether.join(', ')}${why}`;
  return `keep apart ${decision.keepApart.join(', ')}${why}`;
}

function sharedChanges(before: Plan, after: Plan): PlanChange[] {
  const { added, removed, kept } = keysOf(before.shared, after.shared);
  return [
    ...added.map((pattern) => change('shared', `shared: ${pattern} as ${after.shared[pattern] ?? ''}`)),
    ...removed.map((pattern) => change('shared', `no longer shared: ${pattern}`)),
    ...kept.flatMap((pattern) =>
      before.shared[pattern] === after.shared[pattern]
        ? []
        : [
            change(
              'shared',
              `shared: ${pattern} ${before.shared[pattern] ?? ''} → ${after.shared[pattern] ?? ''}`,
            ),
          ],
    ),
  ];
}

function routeChanges(before: Plan, after: Plan): PlanChange[] {
  const [old, now] = [before, after].map(({ routes }) =>
    Object.fromEntries(routes.map((route) => [route.id, route])),
  );
  const { added, removed, kept } = keysOf(old ?? {}, now ?? {});
  return [
    ...added.map((id) =>
      change(
        'route',
        `new route ${id}: ${now?.[id]?.match.path ?? ''} → ${now?.[id]?.service ?? ''} at ${now?.[id]?.stage ?? ''}`,
      ),
    ),
    ...removed.map((id) => change('route', `route ${id} is gone (it was at ${old?.[id]?.stage ?? ''})`)),
    ...kept.flatMap((id) => {
      const [one, other] = [old?.[id], now?.[id]];
      return one && other ? routeChange(one, other) : [];
    }),
  ];
}

function routeChange(before: Route, after: Route): PlanChange[] {
  const staged =
    shareOf(before) === shareOf(after)
      ? []
      : [change('stage', `${after.id}: ${shareOf(before)} → ${shareOf(after)}`)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => key !== 'stage' && key !== 'canary',
  );
  const others = keys.flatMap((key) => {
    const texts = differing(Reflect.get(before, key), Reflect.get(after, key), key);
    return texts.map((text) => change('route', `${after.id}: ${text}`));
  });
  return [...staged, ...others];
}

function waveChanges(before: Plan, after: Plan): PlanChange[] {
  return movedBetween(wavesOf(before), wavesOf(after), 'wave', 'in wave');
}

function settingChanges(before: Plan, after: Plan): PlanChange[] {
  return (['monolith', 'proxy', 'check', 'roots'] as const).flatMap((key) =>
    differing(before[key], after[key], key).map((text) => change('settings', text)),
  );
}

function keysOf(before: object, after: object): { added: string[]; removed: string[]; kept: string[] } {
  const [old, now] = [Object.keys(before), Object.keys(after)];
  return {
    added: now.filter((key) => !old.includes(key)).sort(),
    removed: old.filter((key) => !now.includes(key)).sort(),
    kept: now.filter((key) => old.includes(key)).sort(),
  };
}

/** One sentence for each single value that differs; a section that comes or goes is one difference, with all its defaults. */
function differing(before: unknown, after: unknown, name: string): string[] {
  const [old, now] = [leavesOf(before, name), leavesOf(after, name)];
  if (old.size === 0 && now.size > 1) return [`${name} is new`];
  if (now.size === 0 && old.size > 1) return [`${name} is gone`];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path) => {
    const [from = '(none)', to = '(none)'] = [old.get(path), now.get(path)];
    return from === to ? [] : [`${path} ${from} → ${to}`];
  });
}

function change(about: PlanChange['about'], text: string): PlanChange {
  return { about, text };
}

/** Table → the service that owns it. */
function ownersOf({ services }: Plan): Map<string, string> {
  const owned = Object.entries(services).flatMap(([name, { data }]) =>
    (data?.owns ?? []).map((entity) => [entity, name] as const),
  );
  return new Map(owned);
}

/** Service → its wave. */
function wavesOf({ waves }: Plan): Map<string, string> {
  return new Map(waves.flatMap(({ name, services }) => services.map((service) => [service, name] as const)));
}

function shareOf({ stage, canary }: Route): string {
  return stage === 'canary' ? `canary ${canary?.percent ?? 0} %` : stage;
}

function without(list: readonly Decision[], other: readonly Decision[]): Decision[] {
  return list.filter((decision) => !other.some((each) => isDeepStrictEqual(each, decision)));
}
