import { printable } from '../../printable.ts';
import { fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import type { Row } from './row.ts';

/** The moves that make the cut cheapest, with by how much. */
export function nextRows(session: Session): readonly Row[] {
  return session.bestMoves().map(({ module, from, to, gain }) => {
    const way = ` ${typeof from === 'string' ? from : from.service} → ${to}`;
    return {
      key: module,
      kind: 'item',
      text: `${module}${way}`,
      cells: (width) => {
        const room = Math.min(way.length, Math.floor(width * 0.5));
        return [
          { text: fit(`−${gain.toFixed(1)}`, 6, 'right'), role: 'good' },
          { text: ` ${fit(printable(module), width - 7 - room)}` },
          { text: fit(way, room, 'right'), role: 'accent' },
        ];
      },
    };
  });
}
