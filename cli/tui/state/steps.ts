import type { Session } from '../session/session.ts';
import type { Effect, Message, Overlay, Step, TuiState } from './tui-state.ts';

/** What a key is judged by. */
export interface Scene {
  readonly state: TuiState;
  readonly session: Session;
}

export function go(state: TuiState, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

export function say(state: TuiState, text: string, kind: Message['kind'] = 'info'): Step {
  return go({ ...state, message: { kind, text } });
}

export function open(state: TuiState, overlay: Overlay): Step {
  return go({ ...state, overlay });
}

/** The state without what lies over the panels. */
export function closed(state: TuiState): TuiState {
  const { overlay: _gone, ...rest } = state;
  return rest;
}
