import { dirname, join, resolve } from 'node:path';
import type { DivergencesAnswer } from '../../proxy/model/divergence.ts';
import { loadPlan, readDivergences, readPlanText } from '../../proxy/index.ts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

export interface FoundDivergences extends DivergencesAnswer {
  /** `proxy`: of the one that runs. `disk`: what the last one has left. */
  readonly source: 'proxy' | 'disk';
}

/** What comparison has found of one route, from the running proxy or, where none runs, from `.banyan/divergences`. */
export async function findDivergences(route: string, written: AdminFlags, io: Io): Promise<FoundDivergences> {
  const flags = { ...written, plan: resolve(io.cwd, written.plan) };
  const found = await ask(route, flags, io);
  if (found.routes.length === 0) refuseUnknown(route, flags.plan, io);
  return found;
}

async function ask(route: string, flags: AdminFlags, io: Io): Promise<FoundDivergences> {
  try {
    return { source: 'proxy', ...(await adminOf(flags, io).divergences(route)) };
  } catch (error) {
    // A proxy that was named is the one that is meant.
    if ((error as { code?: string }).code !== 'ADMIN_UNREACHABLE' || flags.admin !== undefined) throw error;
    const state = io.env['BANYAN_STATE'] ?? join(dirname(flags.plan), '.banyan');
    const folder = join(state, 'divergences');
    return { source: 'disk', notRecorded: '', routes: await readDivergences(folder, route) };
  }
}

function refuseUnknown(route: string, plan: string, io: Io): void {
  const around = { env: io.env, instance: 'cli', cpus: 1 };
  const { routes } = loadPlan(readPlanText(plan), plan, around).table;
  if (routes.some(({ id }) => id === route)) return;
  const ids = routes.map(({ id }) => id).toSorted();
  throw new CliError(
    'USAGE',
    `No route has the id "${route}".`,
    `The plan has ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}.`,
  );
}
