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
    readonly pathNot: readonly string[];
    readonly dependencyTypesNot: readonly string[];
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
  return regions.flatMap((from) => {
    const forbidden = regions.filter((to) => !isFree(from, to, plan));
    return forbidden.length === 0 ? [] : [crossingRule(from, forbidden, policies)];
  });
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

/** One rule for each region that reaches out: a rule for each pair would cost dependency-cruiser minutes. */
function crossingRule(from: Region, forbidden: readonly Region[], { types }: CheckPolicies): CruiserRule {
  const ignored = types ? OUTSIDE : [...OUTSIDE, 'type-only'];
  return {
    name: `${from.name}-keeps-to-itself`,
    severity: 'error',
    comment: `The plan keeps ${from.name} apart from ${forbidden.map(({ name }) => name).join(', ')}. A wanted dependency is declared there, under "uses".`,
    from: { path: from.path },
    to: {
      path: forbidden.map(({ path }) => path).join('|'),
      pathNot: ['(?:^|/)node_modules/'],
      dependencyTypesNot: ignored,
    },
  };
}

/** The rest of the monolith is whatever is in no service, and so would be the packages it uses. */
const OUTSIDE = ['core', 'unknown'];

/** What one owner claims: the same ranks as in `assignModules`. */
interface Claims {
  readonly name: string;
  readonly kind: Region['kind'];
  readonly moves: readonly string[];
  readonly exact: readonly string[];
  readonly globs: readonly string[];
  /** What the owner itself leaves out of its globs. */
  readonly left: readonly string[];
}

/** Each region as one expression that matches its modules and no others. */
function regionsOf(plan: Plan): Region[] {
  const claims = claimsOf(plan);
  const regions = claims.map((own): Region => {
    const others = claims.filter((each) => each !== own);
    const named = touching(
      others.flatMap(({ exact }) => exact),
      own.globs,
    );
    const services = own.kind === 'service' ? [] : others.filter(({ kind }) => kind === 'service');
    const globs = less(own.globs.map(expressionOf), [
      ...touching([...own.left, ...named], own.globs).map(expressionOf),
      ...services.flatMap((service) => globsOf(service, own.globs)),
    ]);
    const claimed = [...own.exact, ...own.globs];
    const moved = touching(
      others.flatMap(({ moves }) => moves),
      claimed,
    ).map(expressionOf);
    const rest = less([...globs, ...own.exact.map(expressionOf)], moved);
    return { name: own.name, kind: own.kind, path: [...movesOf(own, others), ...rest].join('|') };
  });
  const taken = regions.filter(({ path }) => path !== '');
  const rest = less(
    ['^'],
    taken.map(({ path }) => path),
  ).join('|');
  return [...taken, { name: 'monolith', kind: 'monolith', path: rest }];
}

/** A move of one module beats a move of a glob. */
function movesOf({ moves }: Claims, others: readonly Claims[]): string[] {
  const globs = moves.filter(isModuleGlob);
  const stronger = touching(
    others.flatMap((other) => other.moves.filter((move) => !isModuleGlob(move))),
    globs,
  );
  const single = moves.filter((move) => !isModuleGlob(move));
  return [...single.map(expressionOf), ...less(globs.map(expressionOf), stronger.map(expressionOf))];
}

function globsOf({ globs, left }: Claims, near: readonly string[]): string[] {
  const close = touching(globs, near);
  return less(close.map(expressionOf), touching(left, close).map(expressionOf));
}

/** Those patterns that could match something that the others match: expressions stay short enough to be read and run. */
function touching(patterns: readonly string[], others: readonly string[]): string[] {
  return patterns.filter((pattern) =>
    others.some(
      (other) => fixed(pattern).startsWith(fixed(other)) || fixed(other).startsWith(fixed(pattern)),
    ),
  );
}

/** The part before the first wildcard. */
function fixed(pattern: string): string {
  return pattern.split(/[*?{]/u)[0] ?? '';
}

function claimsOf({ services, decisions, shared, roots }: Plan): Claims[] {
  const movesTo = (service: string): string[] =>
    decisions.flatMap((decision) => ('to' in decision && decision.to === service ? [decision.move] : []));
  const toClaims = (name: string, kind: Region['kind'], patterns: readonly string[]): Claims => {
    const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
    return {
      name,
      kind,
      moves: kind === 'service' ? movesTo(name) : [],
      exact: wanted.filter((pattern) => !isModuleGlob(pattern)),
      globs: wanted.filter(isModuleGlob),
      left: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
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
