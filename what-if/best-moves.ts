import { VOLUME_UNITS } from './compact-facts.ts';
import type { CutState } from './cut-state.ts';
import { costOf } from './cut-cost.ts';
import { MONOLITH } from './places.ts';

export interface BestMovesOptions {
  /** How many to give; default 10. */
  readonly most?: number;
  /** Modules that people have decided on are not moved; default: every module may be. */
  readonly isMovable?: (module: string) => boolean;
}

export interface BestMove {
  readonly module: number;
  readonly from: number;
  readonly to: number;
  readonly gain: number;
}

/** Moves that are counted exactly; all others are only judged by their dependencies. */
const mostCounted = 60;
/** A gain smaller than one rare call is noise. */
const leastGain = 0.5;

/**
 * The moves of one module to another service that make the cut cheapest. Every module is judged by the volume of its
 * own dependencies, and the best of them counted with tables, transactions and circles: as much work as there are
 * dependencies, and a fixed number of moves. Step by step, so that a screen can look at its keys in between; the cut must
 * be the same at each step.
 */
export function* bestMoves(state: CutState, options: BestMovesOptions): Generator<void, BestMove[]> {
  const isMovable = options.isMovable ?? (() => true);
  const cost = costOf(state);
  const likely = candidates(state, isMovable).sort(byGain).slice(0, mostCounted);
  const counted: BestMove[] = [];
  for (const move of likely) {
    yield;
    const gain = cost - costAfter(state, move);
    if (gain >= leastGain) counted.push({ ...move, gain });
  }
  return counted.sort(byGain).slice(0, options.most ?? 10);
}

function byGain(a: BestMove, b: BestMove): number {
  return b.gain - a.gain || a.module - b.module;
}

function costAfter(state: CutState, { module, from, to }: BestMove): number {
  state.place(module, to);
  const cost = costOf(state);
  state.place(module, from);
  return cost;
}

/** For each module the service that it has most to do with, where that is not its own. */
function candidates(state: CutState, isMovable: (module: string) => boolean): BestMove[] {
  const ties = new Float64Array(state.names.length);
  const found: BestMove[] = [];
  for (let module = 0; module < state.placeOf.length; module++) {
    const from = state.placeOf[module]!;
    const mayMove = from === MONOLITH || (from >= 0 && state.sizes[from]! > 1);
    if (!mayMove || !isMovable(state.facts.ids[module]!)) continue;
    const touched = tieVolumes(state, module, ties);
    const to = strongest(ties, touched, from);
    if (to >= 0) found.push({ module, from, to, gain: (ties[to]! - (ties[from] ?? 0)) / VOLUME_UNITS });
    for (const service of touched) ties[service] = 0;
  }
  return found.filter(({ gain }) => gain > 0);
}

/** Adds the volume of a module's dependencies to each service; gives the services. */
function tieVolumes({ facts, placeOf }: CutState, module: number, ties: Float64Array): Set<number> {
  const { pairs, pairsOf, volume } = facts;
  const touched = new Set<number>();
  for (let i = pairsOf.offsets[module]!; i < pairsOf.offsets[module + 1]!; i++) {
    const isFrom = pairsOf.items[i]! < pairs.from.length;
    const pair = isFrom ? pairsOf.items[i]! : pairsOf.items[i]! - pairs.from.length;
    const service = placeOf[isFrom ? pairs.to[pair]! : pairs.from[pair]!]!;
    if (service < 0) continue;
    touched.add(service);
    ties[service]! += volume[pair]!;
  }
  return touched;
}

function strongest(ties: Float64Array, touched: ReadonlySet<number>, from: number): number {
  let best = -1;
  for (const service of touched) {
    if (service === from) continue;
    if (best < 0 || ties[service]! > ties[best]! || (ties[service] === ties[best] && service < best))
      best = service;
  }
  return best;
}
