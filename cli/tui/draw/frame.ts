import { printable } from '../../printable.ts';
import type { Row } from '../rows/row.ts';
import { currentRow, rowsOf } from '../rows/rows-of.ts';
import { SERVICE_COLUMNS } from '../rows/service-rows.ts';
import type { Session } from '../session/session.ts';
import { choicesOf } from '../state/choices-of.ts';
import { explanationOf } from '../state/explanation-of.ts';
import { PANELS, type Overlay, type PanelName, type TuiState } from '../state/tui-state.ts';
import { drawFooter, FOOTER_LINES } from './draw-footer.ts';
import { drawPanel } from './draw-panel.ts';
import { drawScore } from './draw-score.ts';
import { drawText } from './draw-text.ts';
import { fit, widthOf } from './fit.ts';
import { HELP } from './hints.ts';
import { emptyText, TITLES } from './scene-lines.ts';
import { textLines } from './text-lines.ts';
import type { Theme } from './theme.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';

/** The whole screen, as many lines as the terminal has. */
export interface Frame {
  readonly score: string;
  /** Columns of the body, left to right; each is as high as the others. */
  readonly columns: readonly (readonly string[])[];
  readonly footer: readonly string[];
}

/** From this size on, what is under the cursor is explained beside it. */
const ROOMY = { columns: 120, rows: 36 } as const;
/** Below this width one panel is shown at a time. */
export const WIDE = 80;

export function drawFrame(state: TuiState, session: Session, theme: Theme): Frame {
  const height = Math.max(3, state.size.rows - 1 - FOOTER_LINES);
  const columns = drawBody(state, session, { theme, height });
  return {
    score: theme.finish(drawScore(state, session, theme)),
    columns: columns.map((lines) => lines.map(theme.finish)),
    footer: drawFooter(state, session, theme).map(theme.finish),
  };
}

interface Room {
  readonly theme: Theme;
  readonly height: number;
}

function drawBody(state: TuiState, session: Session, room: Room): string[][] {
  const { columns } = state.size;
  const text = textOverlay(state.overlay, columns);
  if (text) return [drawText({ ...text, width: columns, height: room.height }, room.theme)];
  if (columns < WIDE || state.isZoomed) {
    const box = { width: columns, height: room.height };
    const picked = drawPick(state, session, { ...room, ...box });
    return [picked ?? draw(state.panel, state, session, { ...room, ...box })];
  }
  const left = Math.max(34, Math.min(64, Math.floor(columns * 0.42)));
  return [
    drawLeft(state, session, { ...room, width: left }),
    drawRight(state, session, { ...room, width: columns - left }),
  ];
}

interface Box extends Room {
  readonly width: number;
}

function drawLeft(state: TuiState, session: Session, box: Box): string[] {
  const wanted = Math.max(1, rowsOf('services', state, session).length) + 2; // One to say that nothing fits a filter.
  const upper = Math.min(wanted, Math.floor(box.height * 0.5));
  return [
    ...draw('services', state, session, { ...box, height: upper }),
    ...draw('modules', state, session, { ...box, height: box.height - upper }),
  ];
}

function drawRight(state: TuiState, session: Session, box: Box): string[] {
  const isRoomy = state.size.columns >= ROOMY.columns && state.size.rows >= ROOMY.rows;
  const upper = isRoomy ? Math.ceil(box.height * 0.58) : box.height;
  const picked = drawPick(state, session, { ...box, height: upper });
  const list = picked ?? draw(state.right, state, session, { ...box, height: upper });
  return isRoomy ? [...list, ...drawAbout(state, session, { ...box, height: box.height - upper })] : list;
}

function draw(panel: PanelName, state: TuiState, session: Session, { theme, width, height }: Box): string[] {
  const rows = rowsOf(panel, state, session);
  const filter = state.filters[panel] ?? '';
  return drawPanel(
    {
      title: titleOf(panel, state, width),
      note: filter === '' ? noteOf(panel, rows, width) : `/${filter} ${count(rows.length)}`,
      rows,
      cursor: Math.min(state.cursors[panel], Math.max(0, rows.length - 1)),
      marked: state.marked,
      hasFocus: state.panel === panel && state.overlay?.kind !== 'pick',
      width,
      height,
      empty: emptyText(panel, state, session),
    },
    theme,
  );
}

function titleOf(panel: PanelName, state: TuiState, width: number): string {
  const number = PANELS.indexOf(panel) + 1;
  if (panel === 'services') return `${number} Services`;
  if (panel === 'modules')
    return `${number} ${(state.filters.modules ?? '') === '' ? state.group : 'Modules'}`;
  const pages = PANELS.slice(2);
  const all = pages
    .map((page) =>
      page === panel
        ? `[${PANELS.indexOf(page) + 1} ${TITLES[page]}]`
        : `${PANELS.indexOf(page) + 1} ${TITLES[page]}`,
    )
    .join(' ');
  if (widthOf(all) + 8 <= width) return all;
  return pages
    .map((page) =>
      page === panel ? `[${PANELS.indexOf(page) + 1} ${TITLES[page]}]` : String(PANELS.indexOf(page) + 1),
    )
    .join(' ');
}

function noteOf(panel: PanelName, rows: readonly Row[], width: number): string {
  if (panel === 'services') return width < 30 ? '' : SERVICE_COLUMNS;
  return rows.length === 0 ? '' : count(rows.length);
}

/** The list to choose from, in the place of the page on the right. */
function drawPick(state: TuiState, session: Session, { theme, width, height }: Box): string[] | undefined {
  const { overlay } = state;
  if (overlay?.kind !== 'pick') return undefined;
  const choices = choicesOf(overlay.pick, overlay.filter, session);
  return drawPanel(
    {
      title: pickTitle(overlay.pick),
      note: overlay.filter === '' ? '' : `/${overlay.filter}`,
      rows: choices.map(({ label, note }) => ({
        key: label,
        kind: 'item',
        text: label,
        cells: (inside) => {
          const rest = Math.min(note.length + 1, Math.floor(inside / 2));
          return [{ text: fit(label, inside - rest) }, { text: fit(note, rest, 'right'), role: 'dim' }];
        },
      })),
      cursor: Math.max(0, Math.min(overlay.cursor, choices.length - 1)),
      marked: new Set(),
      hasFocus: true,
      width,
      height,
      empty: 'nothing of that name: Backspace',
    },
    theme,
  );
}

function pickTitle(pick: Extract<Overlay, { kind: 'pick' }>['pick']): string {
  if (pick.for === 'move') {
    const [first = ''] = pick.modules;
    return pick.modules.length === 1
      ? `Move ${printable(first)} to`
      : `Move ${plural(pick.modules.length, 'module')} to`;
  }
  if (pick.for === 'merge') return `Merge ${pick.service} into`;
  return pick.for === 'own' ? `Owner of ${printable(pick.entity)}` : `Stage of ${pick.route}`;
}

/** Why what is under the cursor is as it is. */
function drawAbout(state: TuiState, session: Session, { theme, width, height }: Box): string[] {
  const row = currentRow(state.panel, state, session);
  const told =
    row &&
    session.later(`about ${state.panel} ${row.key}`, () => explanationOf(row.key, state.panel, session));
  return drawText(
    { title: told ? printable(told.title) : 'About', lines: told?.lines ?? [], scroll: 0, width, height },
    theme,
  );
}

function textOverlay(
  overlay: Overlay | undefined,
  columns: number,
): { title: string; lines: readonly string[]; scroll: number } | undefined {
  if (overlay === undefined) return undefined;
  if (overlay.kind === 'help') {
    const lines = HELP.map(([keys, does]) => (keys === '' ? '' : `${fit(keys, 11)} ${does}`));
    return { title: 'Keys', lines, scroll: overlay.scroll };
  }
  if (overlay.kind === 'text') return { ...overlay, lines: textLines(overlay.lines, columns) };
  if (overlay.kind === 'save') return { title: 'Save', ...overlay };
  return overlay.kind === 'foreign' ? { title: 'Changed on disk', ...overlay } : undefined;
}
