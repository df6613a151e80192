import { label } from '../escape/label.ts';
import type { TextFormat } from '../text-format.ts';

/** The dependency matrix of services: the row uses the column so many times (RFC 4180). */
export const csv: TextFormat = {
  name: 'csv',
  file: 'services.csv',
  says: 'the dependency matrix of services, for a spreadsheet',
  render: ({ services, links }) => {
    const uses = new Map(links.map(({ from, to, uses: count }) => [JSON.stringify([from, to]), count]));
    const names = services.map(({ name }) => name);
    const rows = names.map((from) => [
      cell(from),
      ...names.map((to) => String(uses.get(JSON.stringify([from, to])) ?? (from === to ? '' : 0))),
    ]);
    return [['uses', ...names.map(cell)], ...rows].map((row) => `${row.join(',')}\r\n`).join('');
  },
};

/** Quoted, and never a formula: a spreadsheet runs what begins with one of these (OWASP, CSV injection). */
function cell(name: string): string {
  const text = label(name, 200);
  const inert = /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
