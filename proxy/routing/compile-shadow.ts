import type { Plan } from '../../plan/index.ts';
import { DEFAULT_SHADOW } from '../model/defaults.ts';
import type { CompareRule, CredentialRule, ShadowRule } from '../model/shadow-rule.ts';
import { ProxyError } from '../proxy-error.ts';

type PlannedRoute = Plan['routes'][number];
type PlannedShadow = NonNullable<PlannedRoute['shadow']>;

interface Outside {
  readonly readFile: (path: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a route is mirrored. Throws `ProxyError` where a credential that the plan names is not there. */
export function compileShadow({ id, shadow }: PlannedRoute, outside: Outside): ShadowRule {
  if (shadow === undefined) return DEFAULT_SHADOW;
  return {
    inCanary: true,
    percent: shadow.percent,
    unsafe: shadow.unsafe,
    credentials: toCredentials(id, shadow.credentials, outside),
    maxBody: shadow.maxBody ?? DEFAULT_SHADOW.maxBody,
    concurrency: shadow.concurrent ?? DEFAULT_SHADOW.concurrency,
    rate: shadow.rate ?? DEFAULT_SHADOW.rate,
    timeoutMs: shadow.timeout ?? DEFAULT_SHADOW.timeoutMs,
    noise: shadow.noise ?? DEFAULT_SHADOW.noise,
    compare: toCompareRule(shadow),
  };
}

function toCompareRule({ ignore, unordered, tolerance, timeTolerance, headers }: PlannedShadow): CompareRule {
  return {
    ignore: ignore.map((part) => (part.kind === 'body' ? { kind: part.kind, name: part.path } : part)),
    unordered: Object.entries(unordered).map(([path, key]) => ({ path, key })),
    tolerance,
    timeToleranceMs: timeTolerance,
    headers,
  };
}

function toCredentials(
  id: string,
  planned: PlannedShadow['credentials'],
  { readFile, env }: Outside,
): CredentialRule {
  if (planned === 'strip' || planned === 'keep') return { keep: planned === 'keep', set: {} };
  const set = Object.entries(planned.set).map(([name, from]): [string, string] => {
    const value = ('env' in from ? env[from.env] : readFile(from.file))?.trim();
    if (value !== undefined && /^[\t\x20-\x7e]+$/u.test(value)) return [name, value];
    const source = 'env' in from ? `the variable ${from.env}` : `the file ${from.file}`;
    throw new ProxyError(
      'BAD_SETTING',
      `The shadow of route "${id}" is to send ${name} from ${source}, which holds no header value.`,
      'Set it for the user that runs the proxy, in one line of plain letters.',
    );
  });
  return { keep: false, set: Object.fromEntries(set) };
}
