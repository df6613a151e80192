import type { Gates, RolloutStatus, SetPhase } from '../model/rollout.ts';
import type { Route } from '../model/route.ts';
import type { Snapshot } from '../observe/snapshot.ts';
import { type Decision, decide } from './decide.ts';
import type { EvidenceStore, KeptRollout } from './evidence-store.ts';
import { atStep, newRollout, NO_WINDOW, type RolloutState, type RouteWindow } from './rollout-state.ts';
import { nextStanding, sameStanding, standingOf } from './stage-ladder.ts';
import { windowOf } from './window-of.ts';

/** What the gates need of whoever owns the routes. */
export interface RolloutHost {
  readonly routes: () => readonly Route[];
  readonly gatesOf: (route: string) => Gates | undefined;
  readonly phaseOf: (route: string) => SetPhase;
  readonly snapshot: () => Promise<Snapshot>;
  /** Does what was decided, or (dry run) tells it. Throws where it cannot be done now; it is then asked again. */
  readonly act: (route: string, decision: Decision, dryRun: boolean) => void;
  /** Any clock, in milliseconds. */
  readonly now: () => number;
  readonly report: (message: string) => void;
}

const SAVE_EVERY_MS = 15_000;
const NOTHING_SAID: Pick<Decision, 'action' | 'reasons' | 'gates'> = {
  action: 'hold',
  reasons: [],
  gates: [],
};

/** Every rollout that is under way: what its gates have seen, and what they say. Looks when it is told to. */
export class Rollouts {
  readonly #host: RolloutHost;
  readonly #store: EvidenceStore;
  readonly #states = new Map<string, KeptRollout>();
  readonly #said = new Map<string, Decision>();
  #kept: ReadonlyMap<string, KeptRollout>;
  #before: Snapshot | undefined;
  #savedAt: number;
  #looking = false;
  #unsaved = '';

  constructor(host: RolloutHost, store: EvidenceStore) {
    this.#host = host;
    this.#store = store;
    this.#kept = store.read();
    this.#savedAt = host.now();
  }

  /** Looks at what has been counted since the last time, and acts on it. One look at a time. */
  async look(): Promise<void> {
    if (this.#looking || !this.#host.routes().some((route) => this.#watches(route))) return;
    this.#looking = true;
    try {
      const snapshot = await this.#host.snapshot();
      // Workers that came or went, or that were too busy to answer, make differences that are none.
      const before = this.#before?.workers === snapshot.workers ? this.#before : undefined;
      this.#before = snapshot;
      for (const route of this.#host.routes()) {
        if (this.#watches(route)) this.#judge(route, windowIn(route.id, before, snapshot));
      }
      if (Math.abs(this.#host.now() - this.#savedAt) >= SAVE_EVERY_MS) this.save();
    } finally {
      this.#looking = false;
    }
  }

  /** Writes down what has been seen; where that cannot be done it is only said. */
  save(): void {
    this.#savedAt = this.#host.now();
    if (this.#states.size === 0) return;
    try {
      this.#store.write(this.#states);
      if (this.#unsaved !== '') this.#host.report('what the gates have seen is written down again');
      this.#unsaved = '';
    } catch (error) {
      const { message } = error as Error;
      if (this.#unsaved === '')
        this.#host.report(`what the gates have seen cannot be written down: ${message}`);
      this.#unsaved = message;
    }
  }

  /** Why what the gates have seen cannot be written down; empty where it can. */
  get unsaved(): string {
    return this.#unsaved;
  }

  /** For people; `null` where the plan has no gates for the route. */
  statusOf(route: Route): RolloutStatus | null {
    const gates = this.#host.gatesOf(route.id);
    if (gates === undefined) return null;
    const { action, reasons, gates: judged } = this.#said.get(route.id) ?? NOTHING_SAID;
    const phase = this.#host.phaseOf(route.id);
    return {
      phase: isUnderWay(route) || phase === 'halted' ? phase : 'idle',
      dryRun: gates.dryRun,
      action,
      reasons,
      steps: gates.steps,
      next: nextStanding(standingOf(route), gates.steps) ?? null,
      elapsedMs: this.#states.get(route.id)?.state.elapsedMs ?? 0,
      everyMs: gates.everyMs,
      gates: judged,
    };
  }

  #watches(route: Route): boolean {
    const { gatesOf, phaseOf } = this.#host;
    const watched = isUnderWay(route) && gatesOf(route.id) !== undefined && phaseOf(route.id) !== 'halted';
    if (!watched) this.#states.delete(route.id);
    return watched;
  }

  #judge(route: Route, seen: RouteWindow): void {
    const gates = this.#host.gatesOf(route.id) as Gates;
    const { state, moved } = this.#stateOf(route, gates);
    const phase = this.#host.phaseOf(route.id);
    // What was counted in the look in which a route moved belongs to two steps, and so to none.
    const window = moved ? NO_WINDOW : seen;
    const next = decide({ state, window, gates, phase }, this.#host.now());
    this.#states.set(route.id, { gates: JSON.stringify(gates), state: next.state });
    const said = this.#said.get(route.id);
    this.#said.set(route.id, next.decision);
    if (next.decision.action !== 'hold') this.#act(route.id, next.decision, { said, dryRun: gates.dryRun });
  }

  #act(
    id: string,
    decision: Decision,
    { said, dryRun }: { said: Decision | undefined; dryRun: boolean },
  ): void {
    if (dryRun && said?.action === decision.action) return;
    try {
      this.#host.act(id, decision, dryRun);
    } catch (error) {
      const reasons = [`could not ${decision.action}: ${(error as Error).message}`, ...decision.reasons];
      this.#said.set(id, { ...decision, action: 'hold', reasons });
      if (said?.reasons[0] !== reasons[0]) this.#host.report(`route ${id}: ${reasons[0]}`);
    }
  }

  #stateOf(route: Route, gates: Gates): { state: RolloutState; moved: boolean } {
    const now = this.#host.now();
    const standing = standingOf(route);
    const known = this.#states.get(route.id);
    const kept = known ?? this.#restored(route.id, now);
    // Other gates ask other questions, to which the evidence is no answer.
    if (kept?.gates !== JSON.stringify(gates)) return { state: newRollout(standing, now), moved: true };
    const { state } = kept;
    if (sameStanding(state.standing, standing)) return { state, moved: known === undefined };
    const forward = standing.stage === 'canary' && standing.percent > state.standing.percent;
    return { state: forward ? atStep(state, standing, now) : newRollout(standing, now), moved: true };
  }

  /** What an earlier run knew, once. Its clock is not ours. */
  #restored(id: string, now: number): KeptRollout | undefined {
    const kept = this.#kept.get(id);
    this.#kept = new Map([...this.#kept].filter(([other]) => other !== id));
    return kept && { ...kept, state: { ...kept.state, lookedAt: now } };
  }
}

function windowIn(id: string, before: Snapshot | undefined, after: Snapshot): RouteWindow {
  const [old, recent] = [before?.routes[id], after.routes[id]];
  return (old && recent && windowOf(old, recent)) ?? NO_WINDOW;
}

/** Only between the monolith and live is there something to judge and somewhere to go. */
function isUnderWay({ stage }: Route): boolean {
  return stage === 'shadow' || stage === 'canary';
}
