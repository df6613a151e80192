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

/** Asks for the difference to look at; an Enter that is typed at once is for it, not for what lies below. */
export function reviewSave(state: TuiState): Step {
  const overlay: Overlay = { kind: 'save', lines: ['Comparing with the file …'], scroll: 0 };
  return go({ ...state, overlay }, { do: 'reviewSave' });
}
