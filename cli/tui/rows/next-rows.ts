import { printable } from '../../printable.ts';
import { fit } from '../draw/fit.ts';
import { fitPair } from '../draw/fit-pair.ts';
import type { Session } from '../session/session.ts';
import { PLACE_WORDS } from './place-words.ts';
import type { Row } from './row.ts';

/** The moves that make the cut cheapest, with by how much. */
export function nextRows(session: Session): readonly Row[] {
  return session.bestMoves().map(({ module, from, to, gain }) => {
    const here = typeof from === 'string' ? PLACE_WORDS[from] : from.service;
    const way = ` ${here} → ${to}`;
    return {
      key: module,
      kind: 'item',
      text: `${module}${way}`,
      told: `${module} from ${here} to ${to}: the cut (calls, tables, transactions, circles) gets ${gain.toFixed(1)} cheaper`,
      cells: (width) => {
        const room = Math.min(way.length, Math.floor(width * 0.5));
        return [
          { text: fit(`−${gain.toFixed(1)}`, 6, 'right'), role: 'good' },
          { text: ` ${fit(printable(module), width - 7 - room)}` },
          { text: fit(` ${fitPair(here, ' → ', to, room - 1)}`, room, 'right'), role: 'accent' },
        ];
      },
    };
  });
}
