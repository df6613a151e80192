import type { Operation } from '../../../plan/model/operation.ts';
import type { CutName } from '../../model/report.ts';

export const VIEWS = [
  'overview',
  'map',
  'matrix',
  'folders',
  'calls',
  'data',
  'transactions',
  'endpoints',
  'roadmap',
  'contested',
  'what-if',
  'changes',
] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the detail panel shows. */
export type Selection =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'module'; readonly id: string }
  | { readonly kind: 'table'; readonly name: string };

/** All that a person can change; the address holds it, so a link shows the same. */
export interface PageState {
  readonly view: ViewName;
  readonly cut: CutName;
  readonly selection?: Selection | undefined;
  readonly operations: readonly Operation[];
}

export type PageAction =
  | { readonly do: 'view'; readonly view: ViewName }
  | { readonly do: 'cut'; readonly cut: CutName }
  | { readonly do: 'select'; readonly selection?: Selection | undefined; readonly view?: ViewName }
  | { readonly do: 'operate'; readonly operation: Operation }
  | { readonly do: 'take-back' }
  | { readonly do: 'clear' }
  | { readonly do: 'restore'; readonly state: PageState };

/** Pure. What-if belongs to one cut: another cut starts without it. */
export function nextState(state: PageState, action: PageAction): PageState {
  switch (action.do) {
    case 'view':
      return { ...state, view: action.view };
    case 'cut':
      return action.cut === state.cut
        ? state
        : { ...state, cut: action.cut, operations: [], selection: undefined };
    case 'select':
      return { ...state, selection: action.selection, view: action.view ?? state.view };
    case 'operate':
      return { ...state, operations: [...state.operations, action.operation] };
    case 'take-back':
      return { ...state, operations: state.operations.slice(0, -1) };
    case 'clear':
      return { ...state, operations: [] };
    case 'restore':
      return action.state;
  }
}
