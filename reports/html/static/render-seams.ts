import type { Report } from '../../model/report.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';

export function renderSeams({ recommended: { links, cycles } }: Report): Markup {
  const [largest] = cycles;
  return markup`<section>
    <h2>Seams: calls across boundaries</h2>
    ${largest ? markup`<p>${cycles.length === 1 ? 'One circle' : `${count(cycles.length)} circles`} of services that need each other; the largest has ${largest.length} of them.</p>` : undefined}
    ${renderTable(
      'Uses of one service by another, heaviest first',
      [
        { title: 'Caller', cell: ({ from }) => from },
        { title: 'Callee', cell: ({ to }) => to },
        { title: 'References', cell: ({ uses }) => count(uses), isNumber: true },
        { title: 'Pairs of modules', cell: ({ pairs }) => count(pairs), isNumber: true },
        { title: 'In a circle', cell: ({ inCycle }) => (inCycle ? 'yes' : 'no') },
      ],
      links,
    )}
  </section>`;
}
