import { existsSync, readFileSync } from 'node:fs';
import { writeOutput } from '../write-output.ts';
import {
  buildReport,
  type PageAssets,
  renderPage,
  type Report,
  type ReportSource,
  toPageData,
} from '../../reports/index.ts';

type PageOptions = NonNullable<Parameters<typeof toPageData>[2]>;

/** Renders the page and writes it whole or not at all. @throws CliError CANNOT_WRITE */
export function writeReport(
  out: string,
  source: ReportSource,
  options: PageOptions = {},
): { readonly report: Report; readonly bytes: number } {
  const report = buildReport(source, options.planned);
  const page = renderPage({ report, data: toPageData(source, report, options), assets: loadAssets() });
  writeOutput(out, [page], { what: 'report', option: '--out FILE' });
  return { report, bytes: Buffer.byteLength(page) };
}

/** The bundle lies in the build, beside this file's own build or, from source, in `dist`. */
function loadAssets(): PageAssets {
  const places = ['../../reports/page/', '../../dist/reports/page/'].map(
    (path) => new URL(path, import.meta.url),
  );
  const folder = places.find((place) => existsSync(new URL('page.js', place)));
  if (!folder) throw new Error('The page of the report is not built: run "npm run build".');
  return {
    script: readFileSync(new URL('page.js', folder), 'utf8'),
    style: readFileSync(new URL('page-style.css', folder), 'utf8'),
  };
}
