import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Verb } from './api-client.ts';
import type { Asked } from './asked.ts';
import { isAllowed } from './is-allowed.ts';
import type { LiveRoute, LiveStore } from './live-store.ts';
import { chooseRoutes, type Order } from './sort-routes.ts';
import { useKeys } from './use-keys.ts';

/** Which routes are seen, in which order, which one the keys act on, and which one is open. */
export interface RouteView {
  readonly routes: readonly LiveRoute[];
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly order: Order;
  readonly setOrder: (order: Order) => void;
  /** Index of the row that the keys act on. */
  readonly focus: number;
  readonly open: LiveRoute | undefined;
  readonly openAt: (id: string, index: number) => void;
  readonly close: () => void;
}

export function useRouteView(store: LiveStore, ask: (asked: Asked) => void): RouteView {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order>({ column: 'id', descending: false });
  const [openId, setOpenId] = useState<string>();
  const [wanted, setFocus] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const routes = chooseRoutes(store.routes, filter, order);
  const open = store.routes.find(({ face }) => face.id === openId);
  const focus = Math.min(wanted, routes.length - 1);
  const openAt = (id: string, index: number): void => {
    setFocus(index);
    setOpenId(id);
  };
  const close = (): void => setOpenId(undefined);
  const asking = (verb: Verb) => (): void => {
    if (open && isAllowed(verb, open.face)) ask({ route: open, verb });
  };
  useKeys({
    ...steps((by) => setFocus(Math.max(0, Math.min(routes.length - 1, focus + by)))),
    '/': () => field.current?.focus(),
    Enter: () => setOpenId(routes[focus]?.face.id),
    Escape: close,
    p: asking('promote'),
    r: asking('rollback'),
    ' ': asking(open?.face.phase === 'paused' ? 'resume' : 'pause'),
  });
  return { routes, filter, setFilter, field, order, setOrder, focus, open, openAt, close };
}

function steps(step: (by: number) => void): Record<string, () => void> {
  const by = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  return Object.fromEntries(Object.entries(by).map(([key, rows]) => [key, () => step(rows)]));
}
