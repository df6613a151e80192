import { globExpression, isModuleGlob } from '../assign/module-pattern.ts';
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

/** What one owner claims, as expressions: the same ranks as in `assignModules`. */
interface Claims {
  readonly name: string;
  readonly kind: Region['kind'];
  readonly moves: readonly string[];
  readonly exact: readonly string[];
  /** Globs less what the owner itself leaves out. */
  readonly globs: readonly string[];
}

/** Each region as one expression that matches its modules and no others. */
function regionsOf(plan: Plan): Region[] {
  const claims = claimsOf(plan);
  const regions = claims.map((own): Region => {
    const others = claims.filter((each) => each !== own);
    const stronger =
      own.kind === 'service'
        ? []
        : others.filter(({ kind }) => kind === 'service').flatMap(({ globs }) => globs);
    const globs = less(own.globs, [...others.flatMap(({ exact }) => exact), ...stronger]);
    const claimed = less(
      [...globs, ...own.exact],
      others.flatMap(({ moves }) => moves),
    );
    return { name: own.name, kind: own.kind, path: [...own.moves, ...claimed].join('|') };
  });
  const taken = regions.filter(({ path }) => path !== '');
  const rest = less(
    ['^'],
    taken.map(({ path }) => path),
  ).join('|');
  return [...taken, { name: 'monolith', kind: 'monolith', path: rest }];
}

function claimsOf({ services, decisions, shared, roots }: Plan): Claims[] {
  const movesTo = (service: string): string[] =>
    decisions.flatMap((decision) =>
      'to' in decision && decision.to === service ? [expressionOf(decision.move)] : [],
    );
  const toClaims = (name: string, kind: Region['kind'], patterns: readonly string[]): Claims => {
    const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
    const left = patterns
      .filter((pattern) => pattern.startsWith('!'))
      .map((pattern) => expressionOf(pattern.slice(1)));
    return {
      name,
      kind,
      moves: kind === 'service' ? movesTo(name) : [],
      exact: wanted.filter((pattern) => !isModuleGlob(pattern)).map(expressionOf),
      globs: less(wanted.filter(isModuleGlob).map(expressionOf), left),
    };
  };
  return [
    ...Object.entries(services).map(([name, { modules }]) => toClaims(name, 'service', modules)),
    toClaims('shared', 'shared', Object.keys(shared)),
    toClaims('root', 'root', roots),
  ];
}

/** Expressions that match what the first ones do and none of the others does. */
function less(expressions: readonly string[], not: readonly string[]): string[] {
  if (expressions.length === 0 || not.length === 0) return [...expressions];
  return [`^(?!${not.join('|')})(?:${expressions.join('|')})`];
}

/** Readable where the glob is the usual one: `src/orders/**` becomes `^src/orders/`. */
function expressionOf(pattern: string): string {
  if (!isModuleGlob(pattern)) return `^${escaped(pattern)}$`;
  const folder = pattern.endsWith('/**') ? pattern.slice(0, -3) : undefined;
  if (folder !== undefined && !isModuleGlob(folder)) return `^${escaped(folder)}/`;
  return globExpression(pattern).source;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
