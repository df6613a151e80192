import type { Report, ScoreView } from '../../model/report.ts';
import { plural } from '../../../words/plural.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';
import { count } from '../../../words/count.ts';

export function renderVerdict({ name, counts, verdict, recommended }: Report): Markup {
  return markup`<header>
      <p class="eyebrow">Boundary report</p>
      <h1>${name}</h1>
      <p>
        ${[
          plural(counts.modules, 'module'),
          plural(counts.lines, 'line'),
          plural(counts.dependencies, 'dependency', 'dependencies'),
          plural(counts.endpoints, 'endpoint'),
          plural(counts.entities, 'entity', 'entities'),
        ].join(' · ')}
      </p>
    </header>
    <section>
      <h2>Verdict: ${verdict.headline}</h2>
      <p><strong>${verdict.summary}</strong></p>
      <ul>
        ${verdict.reasons.map((reason) => markup`<li>${reason}</li>`)}
      </ul>
      ${renderScores(recommended.scores)}
    </section>`;
}

function renderScores(scores: readonly ScoreView[]): Markup | undefined {
  if (scores.length === 0) return undefined;
  return renderTable(
    'Scores of the recommended cut, beside doing nothing and one service for each top folder',
    [
      { title: 'Score', cell: ({ label, meaning }) => markup`${label}<br /><small>${meaning}</small>` },
      { title: 'Better', cell: ({ better }) => (better === 'neither' ? '–' : better) },
      { title: 'Recommended', cell: ({ value }) => rounded(value), isNumber: true },
      { title: 'Do nothing', cell: ({ doNothing }) => rounded(doNothing), isNumber: true },
      { title: 'Folders', cell: ({ folders }) => rounded(folders), isNumber: true },
    ],
    scores,
  );
}

function rounded(value: number | undefined): string {
  if (value === undefined) return '–';
  return Number.isInteger(value) ? count(value) : String(Math.round(value * 100) / 100);
}
