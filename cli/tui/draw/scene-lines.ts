import type { Session } from '../session/session.ts';
import type { PanelName, TuiState } from '../state/tui-state.ts';

export const TITLES: Readonly<Record<PanelName, string>> = {
  services: 'Services',
  modules: 'Modules',
  decide: 'Decide',
  next: 'Next',
  seams: 'Seams',
  data: 'Data',
  routes: 'Routes',
  waves: 'Waves',
};

/** What is said where a list is empty: why, and what to do. */
export function emptyText(panel: PanelName, state: TuiState, session: Session): string {
  if ((state.filters[panel] ?? '') !== '') return 'nothing fits the filter: Esc takes it away';
  const texts: Readonly<Record<PanelName, string>> = {
    services: 'no service yet: n makes one',
    modules: 'no module here: m in another list moves some',
    decide: session.placements.size === 0 ? 'the analysis placed no module' : 'nothing is left to decide',
    next: session.hasBestMoves
      ? 'no single move makes the cut cheaper'
      : 'counting which moves make the cut cheaper …',
    seams: 'nothing crosses a boundary',
    data: 'the analysis saw no table',
    routes: 'no routes: the analysis saw no HTTP endpoint',
    waves: 'no waves are planned',
  };
  return texts[panel];
}
