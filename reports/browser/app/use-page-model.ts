import { useCallback, useEffect, useMemo, useReducer } from 'preact/hooks';
import { viewCut } from '../../model/view-cut.ts';
import type { CutSource, CutView } from '../../model/report.ts';
import type { LoadedPage } from '../load-page.ts';
import { applyEdits, type WhatIfCut } from '../what-if/what-if-cut.ts';
import { fromAddress, toAddress } from './address.ts';
import type { PageModel } from './model.ts';
import { nextState } from './page-state.ts';

const COLORS = 12;

/** Binds state, address and the model that follows from them. */
export function usePageModel(page: LoadedPage): PageModel {
  const names = page.cuts.map(({ name }) => name);
  const usual = names.includes('recommended') ? 'recommended' : (names[0] ?? 'recommended');
  const [state, act] = useReducer(nextState, fromAddress(location.hash, names, usual));
  useAddress(toAddress(state, usual), (hash) =>
    act({ do: 'restore', state: fromAddress(hash, names, usual) }),
  );
  const baseSource = page.cuts.find(({ name }) => name === state.cut) ?? EMPTY;
  const base = useMemo(() => viewCut(page.source, baseSource, page.plan), [page, baseSource]);
  const whatIf = useLazy(
    () => applyEdits(page.source, baseSource, state.operations),
    [page, baseSource, state.operations],
  );
  const cut = useMemo(
    () => (state.operations.length === 0 ? base : viewCut(page.source, whatIf().cut, page.plan)),
    [base, state.operations],
  );
  const colorOf = useMemo(() => colorsOf(base), [base]);
  return { page, state, act, cut, base, whatIf, colorOf };
}

const EMPTY: CutSource = {
  name: 'recommended',
  services: [],
  placements: [],
  metrics: {},
  shared: [],
  roots: [],
};

function useLazy(make: () => WhatIfCut, inputs: readonly unknown[]): () => WhatIfCut {
  const made = useMemo((): { value?: WhatIfCut } => ({}), inputs);
  return useCallback(() => (made.value ??= make()), inputs);
}

function useAddress(address: string, restore: (hash: string) => void): void {
  useEffect(() => {
    if (location.hash !== address) history.replaceState(null, '', address);
  }, [address]);
  useEffect(() => {
    const listen = (): void => restore(location.hash);
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
}

/** The largest services get colours of their own; after twelve they repeat, and names tell them apart. */
function colorsOf({ services }: CutView): (service: string) => number {
  const bySize = [...services].sort((a, b) => b.lines - a.lines || (a.name < b.name ? -1 : 1));
  const numbers = new Map(bySize.map(({ name }, rank) => [name, rank % COLORS]));
  return (service) => numbers.get(service) ?? (service.length * 7) % COLORS;
}
