import { ProxyError } from '../proxy-error.ts';
import type { AuditAnswer, AuditEntry, AuditKind, SetPhase, Standing } from '../model/rollout.ts';
import type { Route, RouteTable } from '../model/route.ts';
import { sameStanding, standingOf } from './stage-ladder.ts';
import type { StandingStore } from './standing-store.ts';
import { afterEntry, applyStandings, type Standings } from './standings.ts';

/** A change of one route, before it has a place in the log. */
export interface StageChange {
  readonly route: string;
  readonly kind: AuditKind;
  readonly from: Standing;
  readonly to: Standing;
  readonly phase: SetPhase;
  readonly by: string;
  readonly why: string;
  readonly dryRun?: true;
}

interface KeeperOptions {
  readonly store: StandingStore;
  /** ISO 8601. */
  readonly timestamp: () => string;
  readonly report: (message: string) => void;
}

type Unwritten = Omit<AuditEntry, 'seq'>;

const NOWHERE: Standing = { stage: 'monolith', percent: 0 };

/** Which stage each route is at, by the plan and by what was set since, and the log of every change. */
export class StageKeeper {
  readonly #options: KeeperOptions;
  /** Rollbacks that hold although the log could not take them: safety first, and the log is tried again. */
  #unwritten: readonly Unwritten[] = [];
  #failure = '';

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** The table as it is followed: the plan's stages, and in their place those that were set. */
  follow(planned: RouteTable): RouteTable {
    return applyStandings(planned, this.#standings());
  }

  phaseOf(route: string): SetPhase {
    return this.#standings()[route]?.phase ?? 'running';
  }

  audit(limit: number): AuditAnswer {
    return this.#options.store.audit(limit);
  }

  /**
   * Notes what a new plan changes: `before` is what was followed until now, `undefined` at the start, where the log
   * says it. The plan is its own record, so that a log that cannot be written stops nothing here.
   */
  adopt(planned: RouteTable, before: RouteTable | undefined): void {
    const known = before ? standingsOf(before) : this.#options.store.last();
    const standings = this.#standings();
    for (const route of this.follow(planned).routes) {
      const to = standingOf(route);
      const from = known.get(route.id) ?? to;
      const set = standings[route.id];
      const dropped = set !== undefined && !sameStanding(set.planned, plannedOf(planned, route.id));
      if (!dropped && sameStanding(from, to)) continue;
      this.#note({ route: route.id, from, to, why: 'the plan says so' }, planned);
    }
    const ids = new Set(planned.routes.map(({ id }) => id));
    for (const [id, { stage, percent }] of Object.entries(standings)) {
      if (ids.has(id)) continue;
      const from = { stage, percent };
      this.#note({ route: id, from, to: NOWHERE, why: 'the plan has no such route' }, planned);
    }
  }

  /** The log first, then the stage: throws `ProxyError` where the log cannot be written, but for a rollback. */
  change(change: StageChange, planned: RouteTable): void {
    const entry = this.#entryOf(change, planned);
    try {
      this.#flush();
      this.#options.store.record(entry);
      this.#failure = '';
    } catch (error) {
      this.#failure = (error as Error).message;
      this.#unrecorded(entry, error as Error);
    }
  }

  /** Why the last change could not be written down; empty where it could. */
  get failure(): string {
    return this.#failure;
  }

  /** Tries again what the log could not take. */
  retry(): void {
    try {
      this.#flush();
    } catch {
      // It was said when it began.
    }
  }

  /** In the order in which it happened; throws where the log still cannot be written. */
  #flush(): void {
    for (let [first] = this.#unwritten; first !== undefined; [first] = this.#unwritten) {
      this.#options.store.record(first);
      this.#unwritten = this.#unwritten.slice(1);
      this.#failure = '';
      this.#options.report(`the audit log is written again: ${first.route}, rollback of ${first.at}`);
    }
  }

  #standings(): Standings {
    return this.#unwritten.reduce(
      (standings, entry) => afterEntry(standings, { seq: 0, ...entry }),
      this.#options.store.read(),
    );
  }

  #unrecorded(entry: Unwritten, cause: Error): void {
    if (entry.kind !== 'rollback' || entry.dryRun) {
      throw new ProxyError(
        'CANNOT_RECORD',
        `The audit log cannot be written: ${cause.message}.`,
        'Nothing has changed. Free space, or mend the rights of ".banyan"; rolling back works all the same.',
        { cause },
      );
    }
    this.#unwritten = [...this.#unwritten, entry];
    this.#options.report(
      `rolled back ${entry.route} although the audit log cannot be written: ${cause.message}`,
    );
  }

  #note(
    { route, from, to, why }: Pick<StageChange, 'route' | 'from' | 'to' | 'why'>,
    planned: RouteTable,
  ): void {
    try {
      this.change({ route, kind: 'plan', from, to, phase: 'running', by: 'plan', why }, planned);
    } catch (error) {
      this.#options.report(`route ${route} follows the plan, unrecorded: ${(error as Error).message}`);
    }
  }

  #entryOf({ route, kind, from, to, ...rest }: StageChange, planned: RouteTable): Unwritten {
    const at = this.#options.timestamp();
    return { at, route, kind, from, to, planned: plannedOf(planned, route), ...rest };
  }
}

function standingsOf({ routes }: RouteTable): ReadonlyMap<string, Standing> {
  return new Map(routes.map((route) => [route.id, standingOf(route)]));
}

function plannedOf({ routes }: RouteTable, id: string): Standing {
  const route: Route | undefined = routes.find((other) => other.id === id);
  return route ? standingOf(route) : NOWHERE;
}
