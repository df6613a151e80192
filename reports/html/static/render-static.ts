import type { Report } from '../../model/report.ts';
import type { PageData } from '../../page-data/page-data.ts';
import { markup, type Markup } from '../markup.ts';
import { renderContested } from './render-contested.ts';
import { renderCoverage } from './render-coverage.ts';
import { renderData } from './render-data.ts';
import { renderMap } from './render-map.ts';
import { renderRoadmap } from './render-roadmap.ts';
import { renderSeams } from './render-seams.ts';
import { renderServices } from './render-services.ts';
import { renderVerdict } from './render-verdict.ts';

/** The report as plain headings and tables: for readers without JavaScript, for print, and for locked-down CI servers. */
export function renderStatic(report: Report, data: PageData): Markup {
  return markup` ${renderVerdict(report)}
    ${renderMap(report.recommended, data.places[report.recommended.name] ?? [])} ${renderServices(report)}
    ${renderSeams(report)} ${renderData(report)} ${renderRoadmap(report)} ${renderContested(report)}
    ${renderCoverage(report)}
    <footer>
      <p>
        Made by Banyan ${report.tool.version}. With JavaScript this page also has an interactive map, matrix,
        folders, endpoints and what-if.
      </p>
    </footer>`;
}
