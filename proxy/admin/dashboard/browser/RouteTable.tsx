import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveRoute } from './live-store.ts';
import { ROW_HEIGHT, RouteRow } from './RouteRow.tsx';
import type { Column, Order } from './sort-routes.ts';

const COLUMNS: readonly (readonly [Column, string, string])[] = [
  ['id', 'Route', ''],
  ['stage', 'Stage', ''],
  ['service', 'Service', ''],
  ['rate', 'Requests/s', 'number'],
  ['errors', '5xx', 'number'],
  ['p99', 'p99', 'number'],
  ['diverged', 'Divergences', 'number'],
];
/** Rows that are drawn beyond what is seen, so that scrolling does not show a gap. */
const SPARE = 6;

interface Props {
  readonly routes: readonly LiveRoute[];
  /** Index of the row that the keys act on. */
  readonly focus: number;
  readonly openId: string | undefined;
  readonly order: Order;
  readonly sort: (order: Order) => void;
  readonly open: (id: string, index: number) => void;
}

/** Only the rows in sight are in the document: 500 routes that change each second cost as much as thirty. */
export function RouteTable(props: Props): JSX.Element {
  const { routes, focus, order, sort } = props;
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const height = useHeight(place);
  useEffect(() => showRow(place.current, focus), [focus]);
  const from = Math.max(0, Math.floor(top / ROW_HEIGHT) - SPARE);
  const to = Math.min(routes.length, Math.ceil((top + height) / ROW_HEIGHT) + SPARE);
  return (
    <div class="scroll" ref={place} tabIndex={0} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table class="routes" aria-rowcount={routes.length + 1}>
        <caption class="unseen">Routes, their stage, and the last interval of monolith and service</caption>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(([column, text, kind]) => (
              <SortHead key={column} column={column} text={text} kind={kind} order={order} sort={sort} />
            ))}
            <th scope="col">Requests/s before</th>
          </tr>
        </thead>
        <Rows {...props} from={from} to={to} />
      </table>
      {routes.length === 0 && <p class="note empty">No route matches.</p>}
    </div>
  );
}

function useHeight(place: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(800);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const seen = new ResizeObserver(() => setHeight(box.clientHeight));
    seen.observe(box);
    return () => seen.disconnect();
  }, [place]);
  return height;
}

type Slice = Pick<Props, 'routes' | 'focus' | 'openId' | 'open'> & {
  readonly from: number;
  readonly to: number;
};

function Rows({ routes, focus, openId, open, from, to }: Slice): JSX.Element {
  return (
    <tbody>
      <Gap rows={from} />
      {routes.slice(from, to).map((route, index) => (
        <RouteRow
          key={route.face.id}
          route={route}
          index={from + index}
          inFocus={from + index === focus}
          isOpen={route.face.id === openId}
          open={open}
        />
      ))}
      <Gap rows={routes.length - to} />
    </tbody>
  );
}

function Gap({ rows }: { readonly rows: number }): JSX.Element | null {
  return rows <= 0 ? null : (
    <tr aria-hidden="true">
      <td class="gap" style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  );
}

interface HeadProps extends Pick<Props, 'order' | 'sort'> {
  readonly column: Column;
  readonly text: string;
  readonly kind: string;
}

function SortHead({ column, text, kind, order, sort }: HeadProps): JSX.Element {
  const chosen = order.column === column;
  const descending = chosen ? !order.descending : kind === 'number';
  return (
    <th
      scope="col"
      class={kind}
      aria-sort={chosen ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => sort({ column, descending })}>
        {text}
        <span aria-hidden="true">{chosen ? (order.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  );
}

/** Scrolls so far that the row can be seen below the head. */
function showRow(box: HTMLDivElement | null, index: number): void {
  if (box === null || index < 0) return;
  const [from, to] = [index * ROW_HEIGHT, (index + 2) * ROW_HEIGHT];
  if (from < box.scrollTop) box.scrollTop = from;
  else if (to > box.scrollTop + box.clientHeight) box.scrollTop = to - box.clientHeight;
}
