import picomatch from 'picomatch';
import type { CheckPolicies, Plan } from '../model/plan.ts';
import { policiesOf } from './find-breaches.ts';

/** A rule as dependency-cruiser takes it under `forbidden`. */
export interface CruiserRule {
  readonly name: string;
  readonly severity: 'error';
  readonly comment: string;
  readonly from: { readonly path: string };
  readonly to: {
    readonly path: string;
    readonly pathNot?: readonly string[];
    readonly dependencyTypesNot?: readonly string[];
  };
}

/**
 * The plan as dependency-cruiser rules: which modules may import which. For teams that keep their rules in its
 * configuration, and the oracle of our own check. Dependency-cruiser sees imports alone: data, transactions and
 * injected dependencies are beyond it, and it judges the barrel that is imported, not the module behind it.
 */
export function cruiserRules(plan: Plan): CruiserRule[] {
  const policies = policiesOf(plan);
  if (policies.crossing === 'off') return [];
  const regions = regionsOf(plan);
  return regions.flatMap((from) =>
    regions.flatMap((to) => (isFree(from, to, plan) ? [] : [crossingRule(from, to, policies)])),
  );
}

interface Region {
  readonly name: string;
  readonly kind: 'service' | 'shared' | 'root' | 'monolith';
  readonly path: string;
}

function isFree(from: Region, to: Region, { services }: Plan): boolean {
  if (from.name === to.name || from.kind === 'root' || to.kind === 'root' || to.kind === 'shared')
    return true;
  if (from.kind === 'shared' && to.kind === 'monolith') return true;
  return services[from.name]?.uses.includes(to.name) === true && to.kind === 'service';
}

function crossingRule(from: Region, to: Region, { types }: CheckPolicies): CruiserRule {
  const outside = to.kind === 'monolith' ? { pathNot: ['(?:^|/)node_modules/'] } : {};
  const ignored = [...(types ? [] : ['type-only']), ...(to.kind === 'monolith' ? ['core', 'unknown'] : [])];
  return {
    name: `${from.name}-to-${to.name}`,
    severity: 'error',
    comment: `The plan keeps ${from.name} and ${to.name} apart. A wanted dependency is declared there: services.${from.name}.uses.`,
    from: { path: from.path },
    to: { path: to.path, ...outside, ...(ignored.length === 0 ? {} : { dependencyTypesNot: ignored }) },
  };
}

/** Each region as one expression that matches its modules and no others, by the order of claims of `assignModules`. */
function regionsOf({ services, decisions, shared, roots }: Plan): Region[] {
  const moves = decisions.flatMap((decision) =>
    'to' in decision ? [{ pattern: decision.move, to: decision.to }] : [],
  );
  const claims = [
    ...Object.entries(services).map(([name, { modules }]) => ({ name, kind: 'service' as const, modules })),
    { name: 'shared', kind: 'shared' as const, modules: Object.keys(shared) },
    { name: 'root', kind: 'root' as const, modules: [...roots] },
  ];
  const exactOf = (modules: readonly string[]): string[] => modules.filter((pattern) => !isGlob(pattern));
  const serviceGlobs = claims
    .filter(({ kind }) => kind === 'service')
    .flatMap(({ modules }) => modules.filter((each) => !each.startsWith('!') && isGlob(each)));
  const regions = claims.map(({ name, kind, modules }): Region => {
    const wanted = modules.filter((pattern) => !pattern.startsWith('!'));
    const moved = moves.filter(({ to }) => to === name && kind === 'service').map(({ pattern }) => pattern);
    const movedAway = moves
      .filter(({ to }) => kind !== 'service' || to !== name)
      .map(({ pattern }) => pattern);
    const exactElsewhere = claims
      .filter((other) => other.name !== name)
      .flatMap((other) => exactOf(other.modules.filter((each) => !each.startsWith('!'))));
    const notMine = [
      ...modules.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
      ...exactElsewhere,
      ...(kind === 'service' ? [] : serviceGlobs),
    ];
    const globs = withoutThese(alternatives(wanted.filter(isGlob)), notMine);
    const exact = alternatives(exactOf(wanted));
    const claimed = withoutThese(either(globs, exact), movedAway);
    return { name, kind, path: either(alternatives(moved), claimed) ?? NOTHING };
  });
  const taken = regions.map(({ path }) => path).filter((path) => path !== NOTHING);
  const rest = taken.length === 0 ? '^' : `^(?!${taken.map((path) => `(?:${path})`).join('|')})`;
  return [
    ...regions.filter(({ path }) => path !== NOTHING),
    { name: 'monolith', kind: 'monolith', path: rest },
  ];
}

const NOTHING = '^$';

function alternatives(patterns: readonly string[]): string | undefined {
  return patterns.length === 0 ? undefined : patterns.map(expressionOf).join('|');
}

function either(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? (one ?? other) : `${one}|${other}`;
}

function withoutThese(path: string | undefined, patterns: readonly string[]): string | undefined {
  const not = alternatives(patterns);
  return path === undefined || not === undefined ? path : `^(?!${not})(?:${path})`;
}

/** Readable where the glob is the usual one: `src/orders/**` becomes `^src/orders/`. */
function expressionOf(pattern: string): string {
  if (!isGlob(pattern)) return `^${escaped(pattern)}$`;
  const folder = pattern.endsWith('/**') ? pattern.slice(0, -3) : undefined;
  if (folder !== undefined && !isGlob(folder)) return `^${escaped(folder)}/`;
  return picomatch.makeRe(pattern, { dot: true }).source;
}

function isGlob(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
