import { ProxyError } from '../proxy-error.ts';
import type { DivergencesAnswer } from '../model/divergence.ts';
import type { Route, RouteTable } from '../model/route.ts';
import { type Snapshot, mergeSnapshots } from '../observe/snapshot.ts';
import type { Supervision } from '../observe/prometheus.ts';
import { nextStanding, ROLLED_BACK, type Standing, standingOf } from '../rollout/stage-ladder.ts';
import type { StandingStore } from '../rollout/standing-store.ts';
import { applyStandings, holdingStandings, type Standings } from '../rollout/standings.ts';
import type { Fleet } from './fleet.ts';
import { type LoadedPlan, loadPlan, type PlanSurroundings } from './load-plan.ts';

export interface SupervisorOptions {
  readonly fleet: Fleet;
  readonly file: string;
  readonly around: PlanSurroundings;
  readonly store: StandingStore;
  /** What comparison found of one route, or of all. */
  readonly divergences?: (route: string | undefined) => DivergencesAnswer;
  readonly version: string;
  /** A line for the operator. */
  readonly report: (message: string) => void;
  /** ISO 8601. */
  readonly timestamp: () => string;
  /** Settings that flags and environment put in place of the plan's. */
  readonly override: (loaded: LoadedPlan) => LoadedPlan;
}

/** Who changes a stage, and why; for the audit log. */
export interface Change {
  readonly by: string;
  readonly why: string;
}

/** What is asked of a route. */
export type Move = 'promote' | 'rollback' | Standing;

/** The one place that knows the plan, the stages set beside it, and the fleet that follows them. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  #loaded: LoadedPlan;
  #standings: Standings;
  #reloads = 0;
  #failedReloads = 0;
  /** Why the plan on disk is not in use; empty where it is. */
  #planError = '';
  #stopping = false;
  readonly startedAt: string;

  constructor(text: string, options: SupervisorOptions) {
    this.#options = options;
    this.#loaded = options.override(loadPlan(text, options.file, options.around));
    this.#standings = holdingStandings(this.#loaded.table, options.store.read());
    this.startedAt = options.timestamp();
  }

  get settings(): LoadedPlan['settings'] {
    return this.#loaded.settings;
  }

  /** The table that is followed now. */
  get table(): RouteTable {
    return applyStandings(this.#loaded.table, this.#standings);
  }

  get ready(): boolean {
    return !this.#stopping;
  }

  get planError(): string {
    return this.#planError;
  }

  get supervision(): Supervision {
    return {
      version: this.#options.version,
      reloads: this.#reloads,
      failedReloads: this.#failedReloads,
      planValid: this.#planError === '',
      workerRestarts: this.#options.fleet.restarts,
    };
  }

  async start(): Promise<readonly string[]> {
    return this.#options.fleet.start(this.settings, this.table);
  }

  async snapshot(): Promise<Snapshot> {
    return mergeSnapshots(await this.#options.fleet.snapshots());
  }

  divergences(route: string | undefined): DivergencesAnswer {
    return this.#options.divergences?.(route) ?? { routes: [], notRecorded: '' };
  }

  /** Takes a new plan over, or keeps the old one and says why. */
  reload(text: string): void {
    try {
      const loaded = this.#options.override(loadPlan(text, this.#options.file, this.#options.around));
      this.#warnOfFixed(loaded);
      this.#loaded = { ...loaded, settings: this.settings };
      this.#standings = holdingStandings(loaded.table, this.#standings);
      this.#options.fleet.apply(this.table);
      this.#reloads++;
      this.#planError = '';
      this.#options.report(`plan reloaded: ${loaded.table.routes.length} routes`);
    } catch (error) {
      this.refusePlan(error as Error);
    }
  }

  /** The plan cannot be used; the one in use stays. */
  refusePlan(error: Error): void {
    this.#failedReloads++;
    this.#planError = error.message;
    this.#options.report(`plan not taken over, the old one stays: ${error.message}`);
  }

  /** Moves a route, for all workers, and remembers it over a restart. Throws `ProxyError`: no such route, nowhere to go. */
  move(id: string, move: Move, { by, why }: Change): { readonly from: Standing; readonly to: Standing } {
    const route = this.#routeOf(id);
    const from = standingOf(route);
    const to = this.#target(route, move);
    const planned = standingOf(this.#loaded.table.routes.find((other) => other.id === id) ?? route);
    const at = this.#options.timestamp();
    this.#standings = { ...this.#standings, [id]: { ...to, planned, by, why, at } };
    this.#options.store.write(this.#standings);
    this.#options.store.record({ at, route: id, from, to, by, why });
    this.#options.fleet.apply(this.table);
    this.#options.report(`route ${id}: ${describe(from)} → ${describe(to)} by ${by}`);
    return { from, to };
  }

  /** Where `promote` would lead; `undefined` at the top, or where the service has no upstream. */
  nextOf(route: Route): Standing | undefined {
    if (!this.#loaded.table.services.has(route.service)) return undefined;
    return nextStanding(standingOf(route), this.#loaded.steps.get(route.id));
  }

  async stop(milliseconds: number): Promise<void> {
    this.#stopping = true;
    await this.#options.fleet.drain(milliseconds);
  }

  /** Ends at once what `stop` waits for. */
  cut(): void {
    this.#options.fleet.cut();
  }

  #routeOf(id: string): Route {
    const route = this.table.routes.find((other) => other.id === id);
    if (route) return route;
    throw new ProxyError(
      'UNKNOWN_ROUTE',
      `No route has the id "${id}".`,
      'Run "banyan routes status" to see those there are.',
    );
  }

  #target(route: Route, move: Move): Standing {
    if (move === 'rollback') return ROLLED_BACK;
    const target =
      move === 'promote' ? nextStanding(standingOf(route), this.#loaded.steps.get(route.id)) : move;
    if (target === undefined) {
      throw new ProxyError(
        'BAD_STAGE',
        `Route "${route.id}" is live already.`,
        'There is no step above live.',
      );
    }
    if (target.stage !== 'monolith' && !this.#loaded.table.services.has(route.service)) {
      throw new ProxyError(
        'NO_SERVICE_UPSTREAM',
        `Service "${route.service}" of route "${route.id}" has no upstream.`,
        `Add "upstream:" to services.${route.service} in the plan.`,
      );
    }
    return target;
  }

  /** Listeners, limits and the like hold while the process lives. */
  #warnOfFixed({ settings }: LoadedPlan): void {
    const changed = (Object.keys(settings) as (keyof typeof settings)[]).filter(
      (key) => JSON.stringify(settings[key]) !== JSON.stringify(this.settings[key]),
    );
    if (changed.length > 0) this.#options.report(`restart to take over: proxy ${changed.join(', ')}`);
  }
}

export function describe({ stage, percent }: Standing): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}
