import type { Dependency } from '../../../analyzer/model/dependency.ts';
import { printable } from '../../printable.ts';
import { plural } from '../../../words/plural.ts';
import { clip, fit } from '../draw/fit.ts';
import { fitPair } from '../draw/fit-pair.ts';
import type { Session } from '../session/session.ts';
import type { Role, Row } from './row.ts';
import { tight } from '../../../words/tight.ts';

/** What the boundaries break: circles, cut transactions, then seams, dearest first, open ones with their places. */
export function seamRows(session: Session, opened: ReadonlySet<string>): readonly Row[] {
  return [
    ...session.circles().map((circle) => finding('circle', circle.join(' → '), 'bad')),
    ...session
      .cutTransactions()
      .map(({ scope, module }, i) => finding('cut transaction', `${scope} in ${module}`, 'bad', String(i))),
    ...session.seams().flatMap(({ from, to, pairs, calls }) => {
      const key = seamKey(from, to);
      const isOpen = opened.has(key);
      const row: Row = {
        key,
        kind: 'folder',
        text: `${from} ${to}`,
        cells: (width) => {
          const numbers = `${plural(calls, 'call')} in ${plural(pairs, 'pair')}`;
          return [
            {
              text: fit(
                `${isOpen ? '▾' : '▸'} ${fitPair(from, ' → ', to, width - numbers.length - 3)}`,
                width - numbers.length,
              ),
            },
            { text: fit(numbers, Math.min(width, numbers.length)), role: 'dim' },
          ];
        },
      };
      return isOpen ? [row, ...placesOf(session, from, to)] : [row];
    }),
  ];
}

function seamKey(from: string, to: string): string {
  return `seam:${from}>${to}`;
}

function finding(what: string, text: string, role: Role, number = ''): Row {
  return {
    key: `${what}:${text}:${number}`,
    kind: 'item',
    text: `${what} ${text}`,
    cells: (width) => [
      { text: `⚠ ${what} `, role },
      { text: clip(printable(text), width - what.length - 3) },
    ],
  };
}

/** Where the calls of one seam are, most uses first. */
function placesOf(session: Session, from: string, to: string): Row[] {
  return crossing(session, from, to).map((dependency) => {
    const { from: user, to: used, line, uses, names } = dependency;
    const place = `${printable(user)}${line === undefined ? '' : `:${line}`}`;
    return {
      key: `place:${user}>${used}>${dependency.kind}`,
      kind: 'detail',
      text: `${user} ${used}`,
      cells: (width) => [
        {
          text: clip(
            `    ${fit(tight(uses), 4, 'right')} ${place} → ${printable(used)} ${names.slice(0, 3).map(printable).join(', ')}`,
            width,
          ),
          role: 'dim',
        },
      ],
    };
  });
}

function crossing(session: Session, from: string, to: string): readonly Dependency[] {
  return session.keep(`crossing ${from}>${to}`, () =>
    session.analysis.dependencies
      .filter((each) => session.ownerOf(each.from) === from && session.ownerOf(each.to) === to)
      .sort((a, b) => b.uses - a.uses || (a.from < b.from ? -1 : 1)),
  );
}
