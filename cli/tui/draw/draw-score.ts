import type { PlanMeasures } from '../../../plan/index.ts';
import type { Role } from '../rows/row.ts';
import type { Session } from '../session/session.ts';
import { isDirty } from '../state/history.ts';
import type { TuiState } from '../state/tui-state.ts';
import { count } from '../../../words/count.ts';
import { fit, widthOf } from './fit.ts';
import type { Theme } from './theme.ts';

/** Shown in this order, as long as there is room. For all of them less is better. */
const SHOWN = [
  ['calls', 'calls'],
  ['crossings', 'pairs'],
  ['cutTransactions', 'cut tx'],
  ['sharedTables', 'shared tables'],
  ['cycles', 'circles'],
] as const satisfies readonly (readonly [keyof PlanMeasures, string])[];

interface Piece {
  readonly text: string;
  readonly role: Role | undefined;
}

/** What the cut costs now, beside what it costs in the plan as it lies on disk. */
export function drawScore(state: TuiState, session: Session, theme: Theme): string {
  const { columns } = state.size;
  const right = standing(state);
  const before = session.base.measures;
  const after = session.metrics().measures;
  const pieces = SHOWN.map(([key, words]) => measure(words, before[key], after[key]));
  let line = '';
  let used = 0;
  for (const { text, role } of pieces) {
    const width = widthOf(text) + 3;
    if (used + width + widthOf(right.text) > columns) break;
    line += ` ${theme.paint(role, text)}  `;
    used += width;
  }
  return line + theme.paint(right.role, fit(right.text, columns - used, 'right'));
}

function measure(words: string, before: number, after: number): Piece {
  if (before === after) return { text: `${words} ${count(after)}`, role: undefined };
  return { text: `${words} ${count(before)} → ${count(after)}`, role: after < before ? 'good' : 'bad' };
}

function standing(state: TuiState): Piece {
  if (state.readOnly !== undefined) return { text: 'read-only ', role: 'bad' };
  if (state.isForeign) return { text: 'changed on disk: F ', role: 'bad' };
  if (isDirty(state)) {
    const changes = Math.max(1, Math.abs(state.applied - state.saved.length));
    return { text: `${changes} unsaved `, role: 'warn' };
  }
  return { text: 'saved ', role: 'dim' };
}
