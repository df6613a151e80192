import type { Placement } from '../../../analyzer/model/decomposition.ts';
import { printable } from '../../printable.ts';
import { fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import type { Row } from './row.ts';

/** Modules that the analysis was least sure of and nobody has decided on, least sure first. */
export function decisionQueue(session: Session): readonly Placement[] {
  return session.keep('queue', () => {
    const decided = new Set(session.view.decided);
    return [...session.placements.values()]
      .filter(({ module, band }) => band === 'contested' && !decided.has(module))
      .sort((a, b) => a.confidence - b.confidence || (a.module < b.module ? -1 : 1));
  });
}

export function decideRows(session: Session): readonly Row[] {
  return decisionQueue(session).map(({ module, runnerUp }) => ({
    key: module,
    kind: 'item',
    text: module,
    cells: (width) => {
      const here = session.ownerOf(module);
      const choice = ` ${here}${runnerUp === undefined || runnerUp === here ? '' : ` or ${runnerUp}`}`;
      const room = Math.min(choice.length, Math.floor(width * 0.55));
      return [
        { text: fit(printable(module), width - room) },
        { text: fit(choice, room, 'right'), role: 'warn' },
      ];
    },
  }));
}
