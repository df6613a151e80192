import type { ContestedModule, Report } from '../../model/report.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';

const SHOWN = 30;

export function renderContested({ recommended: { contested } }: Report): Markup | undefined {
  if (contested.length === 0) return undefined;
  return markup`<section>
    <h2>Contested modules</h2>
    ${renderTable(
      `${count(contested.length)} modules that could as well be elsewhere; ask someone who knows. Least sure first`,
      [
        { title: 'Module', cell: ({ module }) => module },
        { title: 'Placed in', cell: ({ service }) => service },
        { title: 'Runner-up', cell: ({ runnerUp }) => runnerUp ?? '–' },
        { title: 'Confidence', cell: ({ confidence }) => confidence.toFixed(2), isNumber: true },
        { title: 'Pulled by', cell: pulledBy },
      ],
      contested,
      SHOWN,
    )}
  </section>`;
}

function pulledBy({ pulls }: ContestedModule): string {
  return pulls
    .map(({ service, uses, neighbours }) => `${service}: ${uses} uses, ${neighbours} neighbours`)
    .join('; ');
}
