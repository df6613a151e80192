import type { Gates, GateStatus, RolloutAction, RolloutPhase, Standing } from '../model/rollout.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { judgeGates } from './judge-gates.ts';
import { reasonsOf } from './reasons.ts';
import type { RolloutState, RouteWindow } from './rollout-state.ts';
import { nextStanding, ROLLED_BACK } from './stage-ladder.ts';

/** What the gates want done with a route, and why. */
export interface Decision {
  readonly action: RolloutAction;
  /** Where that leads; the present standing for `hold`. */
  readonly to: Standing;
  /** A sentence each. */
  readonly reasons: readonly string[];
  readonly gates: readonly GateStatus[];
}

/** Longer than this between two looks, the proxy slept or the clock was set: such time is not counted as watched. */
const LONGEST_LOOK_MS = 60_000;

export interface Looked {
  readonly state: RolloutState;
  readonly window: RouteWindow;
  readonly gates: Gates;
  readonly phase: RolloutPhase;
}

/**
 * Promote, hold or roll back. Pure: `window` is what was seen since the last look, and `now` any clock in milliseconds,
 * which may jump. Rolls back whenever a gate is proven broken; promotes only when every gate is proven kept at this
 * step, the step has lasted, and nobody has paused it.
 */
export function decide(
  { state, window, gates, phase }: Looked,
  now: number,
): { state: RolloutState; decision: Decision } {
  const lookedAt = Number.isFinite(now) ? now : state.lookedAt;
  const passed = Math.min(Math.max(lookedAt - state.lookedAt, 0), LONGEST_LOOK_MS);
  const timed = { ...state, lookedAt, elapsedMs: state.elapsedMs + passed };
  const next = gatherEvidence(timed, window, gates);
  return { state: next, decision: conclude(next, gates, phase) };
}

function conclude(state: RolloutState, gates: Gates, phase: RolloutPhase): Decision {
  const { standing, elapsedMs } = state;
  const judged = judgeGates(state, gates);
  const hold = { action: 'hold' as const, to: standing, gates: judged };
  const failed = judged.filter(({ verdict }) => verdict === 'fail');
  if (failed.length > 0) {
    return { action: 'rollback', to: ROLLED_BACK, reasons: reasonsOf(failed), gates: judged };
  }
  const open = judged.filter(({ verdict }) => verdict === 'unsure' || verdict === 'warn');
  const waits =
    elapsedMs < gates.everyMs ? [`the step lasts ${seconds(gates.everyMs - elapsedMs)} more`] : [];
  const next = nextStanding(standing, gates.steps);
  if (next === undefined) return { ...hold, reasons: ['live'] };
  if (phase === 'paused') return { ...hold, reasons: ['paused by a person'] };
  if (open.length > 0 || waits.length > 0) return { ...hold, reasons: [...reasonsOf(open), ...waits] };
  return { action: 'promote', to: next, reasons: reasonsOf(judged), gates: judged };
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}
