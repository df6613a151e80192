import type { Operation } from '../../../plan/index.ts';
import type { Entry, TuiState } from './tui-state.ts';

/** The changes that stand. */
export function appliedEntries({ history, applied }: TuiState): readonly Entry[] {
  return history.slice(0, applied);
}

/** Whether something would be lost. */
export function isDirty(state: TuiState): boolean {
  const entries = appliedEntries(state);
  return entries.length !== state.saved.length || entries.some(({ id }, i) => id !== state.saved[i]);
}

/** Adds a change; what was undone before it can no longer be done again. */
export function withOperation(state: TuiState, operation: Operation): TuiState {
  const entry = { id: state.nextId, operation };
  return {
    ...state,
    history: [...appliedEntries(state), entry],
    applied: state.applied + 1,
    nextId: state.nextId + 1,
  };
}

export function undone(state: TuiState): TuiState | undefined {
  return state.applied === 0 ? undefined : { ...state, applied: state.applied - 1 };
}

export function redone(state: TuiState): TuiState | undefined {
  return state.applied === state.history.length ? undefined : { ...state, applied: state.applied + 1 };
}

/** Without the changes that the plan refuses. */
export function withoutEntries(state: TuiState, refused: ReadonlySet<number>): TuiState {
  const isKept = ({ id }: Entry): boolean => !refused.has(id);
  const applied = appliedEntries(state).filter(isKept).length;
  return { ...state, history: state.history.filter(isKept), applied };
}
