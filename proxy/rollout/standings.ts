import type { AuditEntry, SetPhase, Standing } from '../model/rollout.ts';
import type { Route, RouteTable } from '../model/route.ts';
import { sameStanding, standingOf } from './stage-ladder.ts';

/** A stage that was set while running, in place of the plan's. */
export interface SetStanding extends Standing {
  /** What the plan said then. Once the plan says something else, the plan holds again. */
  readonly planned: Standing;
  /** Whether the gates may move the route further. */
  readonly phase: SetPhase;
  readonly by: string;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
}

export type Standings = Readonly<Record<string, SetStanding>>;

/** The table with the stages that were set while running. Pure. */
export function applyStandings(table: RouteTable, standings: Standings): RouteTable {
  return { ...table, routes: table.routes.map((route) => applied(route, standings[route.id])) };
}

/** The standings after what a line of the audit log says. */
export function afterEntry(standings: Standings, entry: AuditEntry): Standings {
  if (entry.dryRun) return standings;
  const { [entry.route]: _, ...others } = standings;
  if (entry.kind === 'plan') return others;
  const { to, planned, phase, by, why, at } = entry;
  return { ...others, [entry.route]: { ...to, planned, phase, by, why, at } };
}

function applied(route: Route, set: SetStanding | undefined): Route {
  return set && holds(route, set) ? { ...route, stage: set.stage, percent: set.percent } : route;
}

function holds(route: Route, { planned }: SetStanding): boolean {
  return sameStanding(standingOf(route), planned);
}
