import { ProxyError } from '../proxy-error.ts';
import type { AuditAnswer, AuditKind, RolloutPhase, RolloutStatus, Standing } from '../model/rollout.ts';
import type { DivergencesAnswer } from '../model/divergence.ts';
import type { NotRecorded } from '../model/recording.ts';
import type { Route, RouteTable } from '../model/route.ts';
import { type Snapshot, mergeSnapshots } from '../observe/snapshot.ts';
import type { Supervision } from '../observe/prometheus.ts';
import type { Decision } from '../rollout/decide.ts';
import { EvidenceStore } from '../rollout/evidence-store.ts';
import { Rollouts } from '../rollout/rollouts.ts';
import { describeStanding, nextStanding, ROLLED_BACK, standingOf } from '../rollout/stage-ladder.ts';
import { type StageChange, StageKeeper } from '../rollout/stage-keeper.ts';
import { type LoadedPlan, loadPlan } from './load-plan.ts';
import type { SupervisorOptions } from './supervisor-options.ts';
import { plural } from '../../words/plural.ts';

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
  readonly #stages: StageKeeper;
  readonly #rollouts: Rollouts;
  #reloads = 0;
  #failedReloads = 0;
  /** Why the plan on disk is not in use; empty where it is. */
  #planError = '';
  #stopping = false;
  readonly startedAt: string;

  constructor(text: string, options: SupervisorOptions) {
    this.#options = options;
    this.#loaded = options.override(loadPlan(text, options.file, options.around));
    this.#stages = new StageKeeper(options);
    this.#stages.adopt(this.#loaded.table, undefined);
    this.#rollouts = new Rollouts(this.#rolloutHost(), new EvidenceStore(options.store.folder));
    this.startedAt = options.timestamp();
  }

  get settings(): LoadedPlan['settings'] {
    return this.#loaded.settings;
  }

  /** The table that is followed now. */
  get table(): RouteTable {
    return this.#stages.follow(this.#loaded.table);
  }

  get version(): string {
    return this.#options.version;
  }

  get ready(): boolean {
    return !this.#stopping;
  }

  get planError(): string {
    return this.#planError;
  }

  supervision(snapshot: Pick<Snapshot, 'notRecorded'>): Supervision {
    const phases = this.table.routes.flatMap((route): [string, RolloutPhase][] => {
      const rollout = this.#rollouts.statusOf(route);
      return rollout === null ? [] : [[route.id, rollout.phase]];
    });
    return {
      phases,
      notRecorded: this.notRecorded(snapshot),
      version: this.version,
      reloads: this.#reloads,
      failedReloads: this.#failedReloads,
      planValid: this.#planError === '',
      workerRestarts: this.#options.fleet.restarts,
    };
  }

  /** What cannot be written to disk just now, here or in a worker. Requests go on. */
  notRecorded({ notRecorded }: Pick<Snapshot, 'notRecorded'>): readonly NotRecorded[] {
    const own = [
      { what: 'audit' as const, why: this.#stages.failure },
      { what: 'divergences' as const, why: this.#options.divergences?.answer('').notRecorded ?? '' },
      { what: 'gates' as const, why: this.#rollouts.unsaved },
    ];
    return [...own.filter(({ why }) => why !== ''), ...notRecorded];
  }

  async start(): Promise<readonly string[]> {
    return this.#options.fleet.start(this.settings, this.table);
  }

  async snapshot(): Promise<Snapshot> {
    return mergeSnapshots(await this.#options.fleet.snapshots());
  }

  divergences(route: string | undefined): DivergencesAnswer {
    return this.#options.divergences?.answer(route) ?? { routes: [], notRecorded: '' };
  }

  /** Counts the differences of a route anew, as after a fix. Throws `ProxyError`. */
  forget(id: string, { by, why }: Change): { readonly forgotten: string } {
    this.#options.divergences?.forget(this.#routeOf(id).id);
    this.#options.report(`route ${id}: differences are counted anew, by ${by}${why && `: ${why}`}`);
    return { forgotten: id };
  }

  /** Takes a new plan over, or keeps the old one and says why. */
  reload(text: string): void {
    try {
      const loaded = this.#options.override(loadPlan(text, this.#options.file, this.#options.around));
      this.#warnOfFixed(loaded);
      const before = this.table;
      this.#loaded = { ...loaded, settings: this.settings };
      this.#stages.adopt(loaded.table, before);
      this.#options.fleet.apply(this.table);
      this.#reloads++;
      this.#planError = '';
      this.#options.report(`plan reloaded: ${plural(loaded.table.routes.length, 'route')}`);
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
    const kind = typeof move === 'string' ? move : 'set';
    const paused = this.#stages.phaseOf(id) === 'paused';
    const phase = kind === 'rollback' ? 'halted' : paused ? 'paused' : 'running';
    this.#change({ route: id, kind, from, to, phase, by, why });
    this.#options.fleet.apply(this.table);
    return { from, to };
  }

  /** Where `promote` would lead; `undefined` at the top, or where the service has no upstream. */
  nextOf(route: Route): Standing | undefined {
    if (!this.#loaded.table.services.has(route.service)) return undefined;
    return nextStanding(standingOf(route), this.#loaded.gates.get(route.id)?.steps);
  }

  /** Leaves a route where it is until it is resumed. A bad service is still rolled back. Throws `ProxyError`. */
  pause(id: string, change: Change): { readonly phase: 'paused' } {
    this.#setPhase(id, 'pause', change);
    return { phase: 'paused' };
  }

  /** Lets the gates go on, after a pause or from wherever a rollback was answered with a new stage. Throws `ProxyError`. */
  resume(id: string, change: Change): { readonly phase: 'running' } {
    this.#setPhase(id, 'resume', change);
    return { phase: 'running' };
  }

  /** The newest changes of stages, newest first. */
  audit(limit: number): AuditAnswer {
    return this.#stages.audit(limit);
  }

  /** What the gates of a route say; `null` where it has none. */
  rolloutOf(route: Route): RolloutStatus | null {
    return this.#rollouts.statusOf(route);
  }

  /** Lets the gates look at what was counted since the last time, and act on it. To be called every second or so. */
  async look(): Promise<void> {
    this.#stages.retry();
    if (!this.#stopping) await this.#rollouts.look();
  }

  async stop(milliseconds: number): Promise<void> {
    this.#stopping = true;
    this.#rollouts.save();
    await this.#options.fleet.drain(milliseconds);
  }

  /** Ends at once what `stop` waits for. */
  cut(): void {
    this.#options.fleet.cut();
  }

  #rolloutHost(): ConstructorParameters<typeof Rollouts>[0] {
    const { now, report } = this.#options;
    return {
      routes: () => this.table.routes,
      gatesOf: (id) => this.#loaded.gates.get(id),
      phaseOf: (id) => this.#stages.phaseOf(id),
      snapshot: () => this.snapshot(),
      act: (id, decision, dryRun) => this.#obey(id, decision, dryRun),
      now,
      report,
    };
  }

  /** Does what the gates decided, or in a dry run only says it. */
  #obey(id: string, { action, to, reasons }: Decision, dryRun: boolean): void {
    const change = { by: 'gates', why: reasons.join('; ') };
    if (!dryRun) {
      this.move(id, action === 'rollback' ? 'rollback' : 'promote', change);
      return;
    }
    const from = standingOf(this.#routeOf(id));
    const kind: AuditKind = action === 'rollback' ? 'rollback' : 'promote';
    this.#change({ route: id, kind, from, to, phase: this.#stages.phaseOf(id), ...change, dryRun: true });
  }

  #change(change: StageChange): void {
    const { route, kind, from, to, by, dryRun } = change;
    this.#stages.change(change, this.#loaded.table);
    const would = dryRun ? 'dry run, would move ' : '';
    this.#options.report(
      `${would}route ${route}: ${describeStanding(from)} → ${describeStanding(to)} by ${by}`,
    );
    if (kind === 'promote' || kind === 'rollback' || kind === 'set') {
      this.#options.announce?.({ ...change, at: this.#options.timestamp() });
    }
  }

  #setPhase(id: string, kind: 'pause' | 'resume', { by, why }: Change): void {
    const route = this.#routeOf(id);
    if (!this.#loaded.gates.has(id)) {
      throw new ProxyError(
        'NO_GATES',
        `Route "${id}" has no gates, so nothing moves it but you.`,
        'Add "gates:" to the route in the plan.',
      );
    }
    const at = standingOf(route);
    const phase = kind === 'pause' ? 'paused' : 'running';
    this.#stages.change({ route: id, kind, from: at, to: at, phase, by, why }, this.#loaded.table);
    this.#options.report(`route ${id}: ${phase} by ${by}`);
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
      move === 'promote' ? nextStanding(standingOf(route), this.#loaded.gates.get(route.id)?.steps) : move;
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
        `banyan plan upstream ${route.service} http://HOST:PORT`,
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
