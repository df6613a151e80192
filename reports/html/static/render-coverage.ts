import type { Report } from '../../model/report.ts';
import { percent } from '../../model/percent.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';

export function renderCoverage({ coverage }: Report): Markup {
  const { imports, history, skipped, resolved, blindSpots } = coverage;
  return markup`<section>
    <h2>Coverage and blind spots</h2>
    <p>
      ${percent(resolved)} of ${count(imports.total)} imports were followed;
      ${history.available ? `${count(history.commits)} commits were read` : 'no history was read'}.
    </p>
    <ul>
      ${blindSpots.map(({ title, detail }) => markup`<li><strong>${title}.</strong> ${detail}</li>`)}
    </ul>
    ${skipped.length > 0 ? markup`<p>Set aside: ${skipped.map(({ reason, count: files }) => `${count(files)} ${reason}`).join(', ')}.</p>` : undefined}
  </section>`;
}
