import { rowsOf } from '../rows/rows-of.ts';
import type { Session } from '../session/session.ts';
import { PANELS, type TuiState } from '../state/tui-state.ts';

/**
 * Makes what the other pages need while nobody types, a piece at a time: a key never waits for more than one piece.
 * Gives `shown` where that changes what is on the screen.
 */
export function* workAhead(state: TuiState, session: Session): Generator<'shown' | undefined> {
  for (const piece of PIECES) {
    piece(session);
    yield undefined;
  }
  const isAwaited = state.right === 'next' && !session.hasBestMoves;
  while (!session.stepToBestMoves()) yield undefined;
  if (isAwaited) yield 'shown';
  for (const panel of PANELS) {
    rowsOf(panel, state, session);
    yield undefined;
  }
}

const PIECES: readonly ((session: Session) => unknown)[] = [
  (session) => session.metrics(),
  (session) => session.services(),
  (session) => session.seams(),
  (session) => session.tables(),
  (session) => session.circles(),
  (session) => session.cutTransactions(),
  (session) => session.modulesOf(''),
];
