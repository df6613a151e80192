import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number | Markup | undefined;
  readonly isNumber?: boolean;
}

/** Rows shown where nobody can scroll through thousands: on paper, and without JavaScript. */
const SHOWN = 60;

/** A table with a caption; what is left out is counted below it. */
export function renderTable<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  shown = SHOWN,
): Markup {
  const hidden = rows.length - shown;
  return markup`<div class="scroll">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(({ title, isNumber }) => markup`<th scope="col" ${isNumber ? markup` class="number"` : undefined}>${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, shown).map((row) => renderRow(columns, row))}
        </tbody>
      </table>
    </div>
    ${hidden > 0 ? markup`<p class="more">… and ${count(hidden)} more, in the analysis itself.</p>` : undefined}`;
}

function renderRow<Row>(columns: readonly Column<Row>[], row: Row): Markup {
  const [first, ...others] = columns;
  return markup`<tr>
    <th scope="row">${first?.cell(row)}</th>
    ${others.map(
      ({ cell, isNumber }) => markup`<td${isNumber ? markup` class="number"` : undefined}>${cell(row)}</td>`,
    )}
  </tr> `;
}
