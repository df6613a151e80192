import { type Address, type Plan, type Stage, unmirroredMethods } from '../../../plan/index.ts';

/** What the panels show of a plan: small enough to be sent between threads at every change. */
export interface PlanView {
  readonly services: readonly PlannedService[];
  readonly routes: readonly PlannedRoute[];
  readonly waves: readonly { readonly name: string; readonly services: readonly string[] }[];
  /** Modules that people have decided on: moved, or kept together or apart. */
  readonly decided: readonly string[];
  /** Where the admin of a running proxy is. */
  readonly admin: PlannedAdmin;
}

export interface PlannedAdmin {
  /** As `--admin` takes it; absent: the default. */
  readonly address?: string;
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
}

export interface PlannedService {
  readonly name: string;
  readonly owner?: string;
  readonly owns: readonly string[];
  /** Whether it has an upstream, so that traffic can go there. */
  readonly runs: boolean;
}

export interface PlannedRoute {
  readonly id: string;
  readonly match: string;
  readonly service: string;
  readonly stage: Stage;
  readonly percent?: number;
  /** Methods that its shadow leaves out for want of consent. */
  readonly unmirrored: readonly string[];
}

export function planViewOf({ services, routes, waves, decisions, proxy }: Plan): PlanView {
  return {
    services: Object.entries(services).map(([name, { owner, data, upstream }]) => ({
      name,
      ...(owner === undefined ? {} : { owner }),
      owns: data?.owns ?? [],
      runs: upstream !== undefined,
    })),
    routes: routes.map(({ id, match, service, stage, canary, shadow }) => ({
      id,
      match: `${(match.method ?? []).join(',') || '*'} ${match.path ?? ''}`,
      service,
      stage,
      unmirrored: unmirroredMethods({ match, shadow }),
      ...(canary === undefined ? {} : { percent: canary.percent }),
    })),
    waves: waves.map(({ name, services: listed }) => ({ name, services: listed })),
    decided: decisions.flatMap((each) => {
      if ('to' in each) return [each.move];
      return 'keepTogether' in each ? each.keepTogether : each.keepApart;
    }),
    admin: adminOf(proxy?.admin),
  };
}

function adminOf(admin: NonNullable<Plan['proxy']>['admin']): PlannedAdmin {
  if (admin === undefined) return {};
  const { address, ...token } = admin;
  return { address: written(address), ...token };
}

function written(address: Address): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  return `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
}
