import type { Comparison } from '../../compare/comparison.ts';
import { comparisonHeadline } from '../../compare/comparison-headline.ts';
import { type ComparisonTable, comparisonTables } from '../../compare/comparison-tables.ts';
import { visible } from '../../model/visible.ts';
import { useModel } from '../app/model.ts';
import { More } from '../parts/More.tsx';

/** Where an older analysis was given to compare with. */
export function ChangesView() {
  const { page } = useModel();
  if (page.comparison === undefined)
    return (
      <p class="empty">
        This report has nothing to compare with: make it with --compare and an older analysis.
      </p>
    );
  // The page is written by the same version as this code, so the data is what `compareReports` gave.
  const comparison = page.comparison as Comparison;
  return (
    <div class="changes">
      <p class="message">{comparisonHeadline(comparison)}</p>
      {comparisonTables(comparison).map((table) => (
        <Part key={table.title} table={table} />
      ))}
    </div>
  );
}

function Part({ table: { title, head, rows } }: { table: ComparisonTable }) {
  return (
    <section>
      <h2>{title}</h2>
      <More items={rows} first={50}>
        {(shown) => (
          <div class="scroll" tabIndex={0} role="region" aria-label={title}>
            <table>
              <thead>
                <tr>
                  {head.map((name, column) => (
                    <th scope="col" key={column}>
                      {name === '' ? <span class="hidden">change</span> : name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((cells, row) => (
                  <tr key={row}>
                    {cells.map((cell, column) => (
                      <td class="breaks" key={column}>
                        {visible(cell)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </More>
    </section>
  );
}
