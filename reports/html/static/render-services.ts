import type { Report } from '../../model/report.ts';
import { percent } from '../../model/percent.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';

const SHOWN = 300;

export function renderServices({ recommended }: Report): Markup {
  const services = [...recommended.services].sort(
    (a, b) => b.modules.length - a.modules.length || (a.name < b.name ? -1 : 1),
  );
  return markup`<section>
    <h2>Services</h2>
    ${renderTable(
      `${count(services.length)} proposed services, largest first`,
      [
        { title: 'Service', cell: ({ name }) => name },
        { title: 'Modules', cell: ({ modules }) => count(modules.length), isNumber: true },
        { title: 'Lines', cell: ({ lines }) => count(lines), isNumber: true },
        {
          title: 'Cohesion',
          cell: ({ cohesion }) => (cohesion === undefined ? '–' : percent(cohesion)),
          isNumber: true,
        },
        { title: 'Endpoints', cell: ({ endpoints }) => count(endpoints), isNumber: true },
        { title: 'Uses', cell: ({ dependsOn }) => count(dependsOn.length), isNumber: true },
        { title: 'Used by', cell: ({ usedBy }) => count(usedBy.length), isNumber: true },
        { title: 'Because', cell: ({ reasons }) => reasons[0]?.text ?? '' },
      ],
      services,
      SHOWN,
    )}
  </section>`;
}
