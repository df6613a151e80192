import { printable } from '../../printable.ts';
import { currentRow, rowsOf } from '../rows/rows-of.ts';
import type { Session } from '../session/session.ts';
import { choicesOf } from '../state/choices-of.ts';
import type { Overlay, TuiState } from '../state/tui-state.ts';
import { footerOf } from './draw-footer.ts';
import { HELP } from './hints.ts';
import { emptyText, TITLES } from './scene-lines.ts';
import { count } from '../../../words/count.ts';

/** What a screen reader says: few lines, each a whole statement. */
export function spokenLines(state: TuiState, session: Session): string[] {
  const { told, line } = footerOf(state, session);
  return [...body(state, session), told, line].filter((each) => each !== '').map(printable);
}

function body(state: TuiState, session: Session): string[] {
  const { overlay } = state;
  if (overlay?.kind === 'help') return HELP.map(([keys, does]) => `${keys} ${does}`.trim());
  if (overlay && 'lines' in overlay) return overlay.lines.slice(overlay.scroll, overlay.scroll + 20);
  return [overlay?.kind === 'pick' ? choiceLine(overlay, session) : rowLine(state, session)];
}

function choiceLine(overlay: Extract<Overlay, { kind: 'pick' }>, session: Session): string {
  const choices = choicesOf(overlay.pick, overlay.filter, session);
  const at = Math.min(overlay.cursor, choices.length - 1);
  const chosen = choices[at];
  return chosen
    ? `Choice ${count(at + 1)} of ${count(choices.length)}: ${chosen.label} ${chosen.note}`
    : 'No choice of that name';
}

function rowLine(state: TuiState, session: Session): string {
  const rows = rowsOf(state.panel, state, session);
  const row = currentRow(state.panel, state, session);
  const place = state.panel === 'modules' ? `Modules of ${state.group}` : TITLES[state.panel];
  if (row === undefined) return `${place}: ${emptyText(state.panel, state, session)}`;
  const at = Math.min(state.cursors[state.panel], rows.length - 1) + 1;
  const cells = row.cells(200).map(({ text }) => text.replace(/[▸▾●○█░]|\s+/gu, ' ').trim());
  const mark = state.marked.has(row.key) ? ', marked' : '';
  return `${place}, ${count(at)} of ${count(rows.length)}${mark}: ${cells.join(', ')}`;
}
