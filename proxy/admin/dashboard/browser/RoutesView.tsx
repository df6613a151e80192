import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ApiClient, Verb } from './api-client.ts';
import type { Asked } from './App.tsx';
import type { LiveStore } from './live-store.ts';
import { RouteDetail } from './RouteDetail.tsx';
import { RouteTable } from './RouteTable.tsx';
import { chooseRoutes, type Order } from './sort-routes.ts';
import { useKeys } from './use-keys.ts';

interface Props {
  readonly store: LiveStore;
  readonly client: ApiClient;
  readonly ask: (asked: Asked) => void;
}

export function RoutesView({ store, client, ask }: Props): JSX.Element {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order>({ column: 'id', descending: false });
  const [openId, setOpenId] = useState<string>();
  const [focus, setFocus] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const routes = chooseRoutes(store.routes, filter, order);
  const open = store.routes.find(({ face }) => face.id === openId);
  const at = Math.min(focus, routes.length - 1);
  const step = (by: number): void => setFocus(Math.max(0, Math.min(routes.length - 1, at + by)));
  const asking = (verb: Verb) => (): void => {
    if (open && allowed(verb, open.face)) ask({ route: open, verb });
  };
  useKeys({
    '/': () => field.current?.focus(),
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    PageDown: () => step(10),
    PageUp: () => step(-10),
    Enter: () => setOpenId(routes[at]?.face.id),
    Escape: () => setOpenId(undefined),
    p: asking('promote'),
    r: asking('rollback'),
    ' ': asking(open?.face.phase === 'paused' ? 'resume' : 'pause'),
  });
  return (
    <div class={open ? 'split' : 'whole'}>
      <section aria-label="Routes">
        <div class="tools">
          <label for="filter">Filter</label>
          <input
            id="filter"
            ref={field}
            type="search"
            placeholder="id, path, service or stage"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
          <span class="note" role="status">
            {routes.length === store.routes.length ? '' : `${routes.length} of `}
            {store.routes.length} routes
          </span>
          <span class="legend" aria-hidden="true">
            <i class="swatch monolith" /> monolith <i class="swatch service" /> service
          </span>
        </div>
        <RouteTable
          routes={routes}
          focus={at}
          openId={openId}
          order={order}
          sort={setOrder}
          open={(id, index) => {
            setFocus(index);
            setOpenId(id);
          }}
        />
      </section>
      {open && (
        <RouteDetail
          key={open.face.id}
          route={open}
          times={store.times}
          client={client}
          ask={(verb) => ask({ route: open, verb })}
          close={() => setOpenId(undefined)}
        />
      )}
    </div>
  );
}

/** Whether it makes sense for a route as it stands. */
export function allowed(verb: Verb, face: { stage: string; next: unknown; phase: string | null }): boolean {
  switch (verb) {
    case 'promote':
      return face.next !== null;
    case 'rollback':
      return face.stage !== 'monolith';
    case 'pause':
      return face.phase !== null && face.phase !== 'paused';
    case 'resume':
      return face.phase === 'paused' || face.phase === 'halted';
  }
}
