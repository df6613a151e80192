import type { TuiState } from './tui-state.ts';

export function initialState(size: TuiState['size'], group: string): TuiState {
  return {
    size,
    panel: 'services',
    right: 'decide',
    isZoomed: false,
    cursors: { services: 0, modules: 0, decide: 0, next: 0, seams: 0, data: 0, routes: 0, waves: 0 },
    filters: {},
    group,
    shut: new Set(),
    marked: new Set(),
    opened: new Set(),
    history: [],
    applied: 0,
    nextId: 1,
    saved: [],
    isForeign: false,
  };
}
