import type { Plan } from '../../plan/index.ts';
import {
  DEFAULT_DRAIN_MS,
  DEFAULT_LIMITS,
  DEFAULT_RETRY_ATTEMPTS,
  DEFAULT_RETRY_BUDGET,
} from '../model/defaults.ts';
import type { Limits } from '../model/limits.ts';
import type { WebhookSpec } from '../model/rollout.ts';
import type { AdminSpec, ListenAddress, ListenerSpec, Settings } from '../model/settings.ts';

type PlannedProxy = NonNullable<Plan['proxy']>;
type PlannedListener = NonNullable<PlannedProxy['listen']>[number];

/** What only the surroundings know. */
export interface Surroundings {
  readonly readFile: (path: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Unique to this run, for Via where the plan names nothing. */
  readonly instance: string;
  readonly cpus: number;
  /** Where observed traffic may be written; absent: nowhere. */
  readonly trafficFolder?: string;
}

const DEFAULT_LISTEN: ListenAddress = { kind: 'tcp', host: '127.0.0.1', port: 8080 };
const DEFAULT_LISTENER: ListenerSpec = { address: DEFAULT_LISTEN, tls: undefined, http2: false };
const DEFAULT_ADMIN: ListenAddress = { kind: 'tcp', host: '127.0.0.1', port: 9901 };

/** The part of the plan that holds while a process lives. */
export function compileSettings(plan: Plan, around: Surroundings): Settings {
  const proxy = plan.proxy ?? { trust: [] };
  return {
    listeners: proxy.listen?.map(toListener) ?? [DEFAULT_LISTENER],
    admin: toAdmin(proxy.admin, around),
    limits: toLimits(proxy.limits),
    trust: proxy.trust,
    via: proxy.via ?? `banyan-${around.instance}`,
    ...toRetries(proxy.retries),
    stickySecret: stickySecret(proxy.sticky, around),
    drainMs: proxy.drain ?? DEFAULT_DRAIN_MS,
    workers: toWorkers(proxy.workers, around.cpus),
    accessLog: proxy.accessLog,
    webhooks: toWebhooks(proxy.webhooks, around),
    tracing: proxy.tracing && { ...proxy.tracing, share: proxy.tracing.share / 100 },
    trafficFolder: proxy.traffic === false ? undefined : around.trafficFolder,
  };
}

function toRetries(planned: PlannedProxy['retries']): Pick<Settings, 'retryAttempts' | 'retryBudget'> {
  return {
    retryAttempts: planned?.attempts ?? DEFAULT_RETRY_ATTEMPTS,
    retryBudget: (planned?.budget ?? DEFAULT_RETRY_BUDGET) / 100,
  };
}

function toWebhooks(planned: PlannedProxy['webhooks'] = [], around: Surroundings): WebhookSpec[] {
  return planned.map(({ url, secretFile, secretEnv }) => ({
    url,
    secret: secretOf(secretFile, secretEnv, around),
  }));
}

function toWorkers(planned: PlannedProxy['workers'], cpus: number): number {
  return planned === 'auto' ? cpus : (planned ?? 1);
}

function toListener({ address, tls, http2 }: PlannedListener): ListenerSpec {
  return {
    address: toAddress(address),
    tls: tls && { certFile: tls.cert, keyFile: tls.key, caFile: tls.ca, minVersion: tls.minVersion },
    http2: http2 ?? tls !== undefined,
  };
}

function toAddress(address: PlannedListener['address']): ListenAddress {
  return address.kind === 'unix'
    ? { kind: 'unix', path: address.path }
    : { kind: 'tcp', host: address.host, port: address.port };
}

function toAdmin(planned: PlannedProxy['admin'], around: Surroundings): AdminSpec {
  return {
    address: planned ? toAddress(planned.address) : DEFAULT_ADMIN,
    token: secretOf(planned?.tokenFile, planned?.tokenEnv, around),
  };
}

/** What a file holds, else a variable; an empty one is none. */
function secretOf(
  file: string | undefined,
  variable: string | undefined,
  { readFile, env }: Surroundings,
): string | undefined {
  const secret =
    file === undefined ? (variable === undefined ? undefined : env[variable]) : readFile(file).trim();
  return secret === '' ? undefined : secret;
}

function toLimits(planned: PlannedProxy['limits'] = {}): Limits {
  return withDefaults(DEFAULT_LIMITS, {
    headerBytes: planned.headers,
    headerFields: planned.headerCount,
    targetBytes: planned.url,
    bodyBytes: planned.body,
    connections: planned.connections,
    headerMs: planned.headerTimeout,
    bodyIdleMs: planned.bodyIdle,
    writeStallMs: planned.writeStall,
    keepAliveMs: planned.keepAlive,
  });
}

/** What is given, and the default for the rest. */
function withDefaults<Complete extends object>(
  defaults: Complete,
  given: { readonly [Key in keyof Complete]: Complete[Key] | undefined },
): Complete {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(known) as Partial<Complete>) };
}

/** Without a secret the key is the same everywhere: clients are placed alike by all replicas, but can compute it. */
function stickySecret(planned: PlannedProxy['sticky'], { readFile, env }: Surroundings): string {
  if (planned?.keyFile !== undefined) return readFile(planned.keyFile).trim();
  return (planned?.keyEnv === undefined ? undefined : env[planned.keyEnv]) ?? 'banyan';
}
