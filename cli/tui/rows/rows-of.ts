import type { Session } from '../session/session.ts';
import type { PanelName, TuiState } from '../state/tui-state.ts';
import { dataRows } from './data-rows.ts';
import { decideRows } from './decide-rows.ts';
import { flatModuleRows, moduleRows } from './module-rows.ts';
import { nextRows } from './next-rows.ts';
import { routeRows } from './route-rows.ts';
import type { Row } from './row.ts';
import { seamRows } from './seam-rows.ts';
import { serviceRows } from './service-rows.ts';
import { waveRows } from './wave-rows.ts';

/**
 * The rows of a panel as it is filtered; made once for each state of the cut and of what is open. The best moves are
 * counted between keys: none until they are known.
 */
export function rowsOf(panel: PanelName, state: TuiState, session: Session): readonly Row[] {
  const filter = state.filters[panel] ?? '';
  const key = `${panel} ${state.group} ${filter} ${[...state.shut].join('|')} ${[...state.opened].join('|')} ${state.live?.startedAt ?? ''}`;
  if (panel === 'routes' && state.live) return filtered(routeRows(session, state.live), filter);
  if (panel === 'next' && !session.hasBestMoves) return [];
  return session.keep(key, () =>
    panel === 'modules' && filter !== ''
      ? flatModuleRows(session, matchingModules(session, state.group, filter))
      : filtered(BUILD[panel](session, state), filter),
  );
}

/** The row under the cursor. */
export function currentRow(panel: PanelName, state: TuiState, session: Session): Row | undefined {
  const rows = rowsOf(panel, state, session);
  return rows[Math.min(state.cursors[panel], rows.length - 1)];
}

const BUILD: Readonly<Record<PanelName, (session: Session, state: TuiState) => readonly Row[]>> = {
  services: (session) => serviceRows(session),
  modules: (session, { group, shut }) => moduleRows(session, group, shut),
  decide: (session) => decideRows(session),
  next: (session) => nextRows(session),
  seams: (session, { opened }) => seamRows(session, opened),
  data: (session, { opened }) => dataRows(session, opened),
  routes: (session, { live }) => routeRows(session, live),
  waves: (session) => waveRows(session),
};

function filtered(rows: readonly Row[], filter: string): readonly Row[] {
  if (filter === '') return rows;
  const fits = matcherOf(filter);
  return rows.filter(({ text }) => fits(text));
}

/** Modules of the group, or, where none fits, of the whole code: a search should not miss for a wrong place. */
function matchingModules(session: Session, group: string, filter: string): readonly string[] {
  const fits = matcherOf(filter);
  const here = session.modulesOf(group).filter(fits);
  if (here.length > 0) return here;
  return session.analysis.modules.flatMap(({ id }) => (fits(id) ? [id] : []));
}

/** Every word of the filter somewhere in the text; small letters fit large ones. */
function matcherOf(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(' ');
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}
