import { plural } from '../../../../words/plural.ts';
import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { saveText } from '../../parts/save-text.ts';
import { type Order, ORDERS, orderServices } from './order-services.ts';

const NAMES: Readonly<Record<Order, string>> = { layers: 'layers, users first', size: 'size', name: 'name' };

export function MatrixTools({ order, setOrder }: { order: Order; setOrder: (order: Order) => void }) {
  const { cut } = useModel();
  return (
    <div class="tools">
      <label>
        Order by{' '}
        <select value={order} onChange={({ currentTarget }) => setOrder(currentTarget.value as Order)}>
          {ORDERS.map((each) => (
            <option key={each} value={each}>
              {NAMES[each]}
            </option>
          ))}
        </select>
      </label>
      <span class="legend-line">
        <i class="swatch with-order" /> along the order <i class="swatch against-order" /> against it{' '}
        <i class="swatch framed" /> circle
      </span>
      <span class="muted">
        {cut.cycles.length === 0
          ? 'No circles.'
          : `${plural(cut.cycles.length, 'circle')}; the largest has ${cut.cycles[0]!.length} services.`}
      </span>
      <button
        type="button"
        onClick={() =>
          saveText('dependency-matrix.csv', toCsv(cut.links, orderServices(cut, order)), 'text/csv')
        }
      >
        Download CSV
      </button>
    </div>
  );
}

function toCsv(links: ReturnType<typeof useModel>['cut']['links'], names: readonly string[]): string {
  const uses = new Map(links.map(({ from, to, uses: number }) => [JSON.stringify([from, to]), number]));
  const rows = names.map((from) => [
    from,
    ...names.map((to) => String(uses.get(JSON.stringify([from, to])) ?? '')),
  ]);
  return [['', ...names], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
}

/** A leading sign would be a formula to a spreadsheet (CWE-1236). */
function quoted(cell: string): string {
  return `"${visible(cell)
    .replaceAll('"', '""')
    .replace(/^[=+\-@]/u, (sign) => `'${sign}`)}"`;
}
