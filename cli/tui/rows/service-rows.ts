import type { ServiceLine } from '../../../what-if/index.ts';
import { fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import { PLACE_WORDS } from './place-words.ts';
import type { Row } from './row.ts';
import { tight } from '../../../words/tight.ts';

/** Services by name with what they have and what crosses their boundary, then what is in none. */
export function serviceRows(session: Session): readonly Row[] {
  const services = session.services().map(serviceRow);
  const aside = Object.entries(PLACE_WORDS).flatMap(([group, words]) => {
    const { length } = session.modulesOf(group);
    return length === 0 ? [] : [asideRow(group, words, length)];
  });
  return [...services, ...aside];
}

/** The columns of numbers, for the border of the panel. */
export const SERVICE_COLUMNS = 'mods tbl  in out';
const NUMBERS = 17;

function serviceRow({ name, modules, tables, incoming, outgoing }: ServiceLine): Row {
  const numbers = `${fit(tight(modules), 5, 'right')}${fit(tight(tables), 4, 'right')}${fit(tight(incoming), 4, 'right')}${fit(tight(outgoing), 4, 'right')}`;
  return {
    key: name,
    kind: 'item',
    text: name,
    cells: (width) => [
      { text: fit(name, Math.max(4, width - NUMBERS)) },
      { text: fit(numbers, Math.min(NUMBERS, width - 4)), role: modules === 0 ? 'warn' : 'dim' },
    ],
  };
}

function asideRow(group: string, words: string, count: number): Row {
  return {
    key: group,
    kind: 'item',
    text: words,
    cells: (width) => [
      { text: fit(`(${words})`, Math.max(4, width - NUMBERS)), role: 'dim' },
      { text: fit(fit(tight(count), 5, 'right'), Math.min(NUMBERS, width - 4)), role: 'dim' },
    ],
  };
}
