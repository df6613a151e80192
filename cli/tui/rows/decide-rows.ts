import type { Placement } from '../../../analyzer/model/decomposition.ts';
import { printable } from '../../printable.ts';
import { fit } from '../draw/fit.ts';
import { fitPair } from '../draw/fit-pair.ts';
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
      const other = runnerUp === undefined || runnerUp === here ? '' : runnerUp;
      const link = other === '' ? '' : ' or ';
      const room = Math.min(1 + `${here}${link}${other}`.length, Math.floor(width * 0.55));
      return [
        { text: fit(printable(module), width - room) },
        { text: fit(` ${fitPair(here, link, other, room - 1)}`, room, 'right'), role: 'warn' },
      ];
    },
  }));
}
