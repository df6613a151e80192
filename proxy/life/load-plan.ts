import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readPlan } from '../../plan/index.ts';
import { ProxyError } from '../proxy-error.ts';
import type { RouteTable } from '../model/route.ts';
import type { Gates } from '../model/rollout.ts';
import type { ListenAddress, Settings } from '../model/settings.ts';
import type { Address } from '../model/upstream.ts';
import { compileGates } from '../rollout/compile-gates.ts';
import { compilePlan } from '../routing/compile-plan.ts';
import { type Surroundings, compileSettings } from '../routing/compile-settings.ts';

/** A plan as the proxy runs it. */
export interface LoadedPlan {
  readonly table: RouteTable;
  readonly settings: Settings;
  /** By route, where the plan has gates for it. */
  readonly gates: ReadonlyMap<string, Gates>;
}

export type PlanSurroundings = Omit<Surroundings, 'readFile'>;

/** Throws `PlanError` or `ProxyError`: nothing of a plan with a fault is used. */
export function loadPlan(text: string, file: string, around: PlanSurroundings): LoadedPlan {
  const plan = readPlan(text, file);
  const readFile = (path: string): string => readNamed(resolve(dirname(file), path));
  const settings = compileSettings(plan, { ...around, readFile });
  const table = compilePlan(plan, { readFile, env: around.env });
  refuseLoop(table, settings);
  const gates = plan.routes.flatMap((route): [string, Gates][] =>
    route.gates ? [[route.id, compileGates(route.gates)]] : [],
  );
  return { table, settings, gates: new Map(gates) };
}

export function readPlanText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ProxyError(
      'CANNOT_READ_PLAN',
      `Cannot read the plan ${file}: ${(cause as Error).message}.`,
      'Name it with --plan, or write one with "banyan init".',
      { cause },
    );
  }
}

function readNamed(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ProxyError(
      'BAD_SETTING',
      `Cannot read ${path}, which the plan names: ${(cause as Error).message}.`,
      'Paths in a plan are relative to the plan. Check that the file exists and that this user may read it.',
      { cause },
    );
  }
}

/** The plain mistake; a way round through another host is found by Via when a request takes it. */
function refuseLoop({ monolith, services }: RouteTable, { listeners }: Settings): void {
  for (const { id, addresses } of [monolith, ...services.values()]) {
    const self = addresses.find((address) => listeners.some((listener) => isSame(address, listener.address)));
    if (self === undefined) continue;
    throw new ProxyError(
      'LOOP',
      `The upstream ${self.label} of ${id} is this proxy itself.`,
      'Give the upstream or "proxy.listen" another port.',
    );
  }
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::']);

function isSame(upstream: Address, listen: ListenAddress): boolean {
  if (listen.kind === 'unix') return upstream.socketPath === listen.path;
  if (upstream.socketPath !== undefined || upstream.port !== listen.port) return false;
  return upstream.host === listen.host || (LOCAL.has(upstream.host) && LOCAL.has(listen.host));
}
