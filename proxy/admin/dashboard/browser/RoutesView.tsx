import type { JSX } from 'preact';
import type { ApiClient } from './api-client.ts';
import type { Asked } from './asked.ts';
import type { LiveStore } from './live-store.ts';
import { RouteDetail } from './RouteDetail.tsx';
import { RouteTable } from './RouteTable.tsx';
import { type RouteView, useRouteView } from './use-route-view.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';

interface Props {
  readonly store: LiveStore;
  readonly client: ApiClient;
  readonly ask: (asked: Asked) => void;
}

export function RoutesView({ store, client, ask }: Props): JSX.Element {
  const view = useRouteView(store, ask);
  const { open } = view;
  return (
    <div class={open ? 'split' : 'whole'}>
      <section aria-label="Routes">
        <Tools view={view} all={store.routes.length} />
        <RouteTable
          routes={view.routes}
          focus={view.focus}
          openId={open?.face.id}
          order={view.order}
          sort={view.setOrder}
          open={view.openAt}
        />
      </section>
      {open && (
        <RouteDetail
          key={open.face.id}
          route={open}
          times={store.times}
          client={client}
          ask={(verb) => ask({ route: open, verb })}
          close={view.close}
        />
      )}
    </div>
  );
}

interface ToolsProps {
  readonly view: RouteView;
  readonly all: number;
}

function Tools({ view: { field, filter, setFilter, routes }, all }: ToolsProps): JSX.Element {
  return (
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
        {routes.length === all ? '' : `${count(routes.length)} of `}
        {plural(all, 'route')}
      </span>
      <span class="legend" aria-hidden="true">
        <i class="swatch monolith" /> monolith <i class="swatch service" /> service
      </span>
    </div>
  );
}
