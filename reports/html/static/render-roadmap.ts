import type { Report } from '../../model/report.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';

const SHOWN = 300;

export function renderRoadmap({ recommended: { roadmap } }: Report): Markup | undefined {
  if (roadmap.length === 0) return undefined;
  const steps = roadmap.flatMap(({ wave, steps: list }) => list.map((step) => ({ wave, ...step })));
  return markup`<section>
    <h2>Roadmap</h2>
    ${renderTable(
      'Order of extraction; a service comes after those that it needs, and within a wave the most value for its cost first',
      [
        { title: 'Service', cell: ({ service }) => service },
        { title: 'Wave', cell: ({ wave }) => wave, isNumber: true },
        { title: 'Value', cell: ({ value }) => value.toFixed(2), isNumber: true },
        { title: 'Cost', cell: ({ cost }) => cost.toFixed(2), isNumber: true },
        { title: 'Modules', cell: ({ modules }) => count(modules), isNumber: true },
        { title: 'Endpoints', cell: ({ endpoints }) => count(endpoints), isNumber: true },
        { title: 'Blockers', cell: ({ blockers }) => blockers.join('; ') },
      ],
      steps,
      SHOWN,
    )}
  </section>`;
}
