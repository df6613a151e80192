import type { Plan } from '../../plan/index.ts';
import { DEFAULT_DRAIN_MS, DEFAULT_LIMITS, DEFAULT_RETRY_ATTEMPTS } from '../model/defaults.ts';
import type { Limits } from '../model/limits.ts';
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
}

const DEFAULT_LISTEN: ListenAddress = { kind: 'tcp', host: '127.0.0.1', port: 8080 };
const DEFAULT_ADMIN: ListenAddress = { kind: 'tcp', host: '127.0.0.1', port: 9901 };

/** The part of the plan that holds while a process lives. */
export function compileSettings(plan: Plan, around: Surroundings): Settings {
  const proxy = plan.proxy ?? { trust: [] };
  const listeners = proxy.listen?.map(toListener) ?? [
    { address: DEFAULT_LISTEN, tls: undefined, http2: false },
  ];
  return {
    listeners,
    admin: toAdmin(proxy.admin, around),
    limits: toLimits(proxy.limits),
    trust: proxy.trust,
    via: proxy.via ?? `banyan-${around.instance}`,
    retryAttempts: proxy.retries?.attempts ?? DEFAULT_RETRY_ATTEMPTS,
    retryBudget: (proxy.retries?.budget ?? 20) / 100,
    stickySecret: stickySecret(proxy.sticky, around),
    drainMs: proxy.drain ?? DEFAULT_DRAIN_MS,
    workers: proxy.workers === 'auto' ? around.cpus : (proxy.workers ?? 1),
    accessLog: proxy.accessLog,
  };
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

function toAdmin(planned: PlannedProxy['admin'], { readFile, env }: Surroundings): AdminSpec {
  const token =
    planned?.tokenFile === undefined
      ? planned?.tokenEnv === undefined
        ? undefined
        : env[planned.tokenEnv]
      : readFile(planned.tokenFile).trim();
  return {
    address: planned ? toAddress(planned.address) : DEFAULT_ADMIN,
    token: token === '' ? undefined : token,
  };
}

function toLimits(planned: PlannedProxy['limits'] = {}): Limits {
  return {
    headerBytes: planned.headers ?? DEFAULT_LIMITS.headerBytes,
    headerFields: planned.headerCount ?? DEFAULT_LIMITS.headerFields,
    targetBytes: planned.url ?? DEFAULT_LIMITS.targetBytes,
    bodyBytes: planned.body ?? DEFAULT_LIMITS.bodyBytes,
    connections: planned.connections ?? DEFAULT_LIMITS.connections,
    headerMs: planned.headerTimeout ?? DEFAULT_LIMITS.headerMs,
    bodyIdleMs: planned.bodyIdle ?? DEFAULT_LIMITS.bodyIdleMs,
    writeStallMs: planned.writeStall ?? DEFAULT_LIMITS.writeStallMs,
    keepAliveMs: planned.keepAlive ?? DEFAULT_LIMITS.keepAliveMs,
  };
}

/** Without a secret the key is the same everywhere: clients are placed alike by all replicas, but can compute it. */
function stickySecret(planned: PlannedProxy['sticky'], { readFile, env }: Surroundings): string {
  if (planned?.keyFile !== undefined) return readFile(planned.keyFile).trim();
  return (planned?.keyEnv === undefined ? undefined : env[planned.keyEnv]) ?? 'banyan';
}
