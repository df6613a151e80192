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
  | { readonly do: 'operate'; readonly operations: readonly Operation[] }
  | { readonly do: 'take-back' }
  | { readonly do: 'clear' }
  | { readonly do: 'restore'; readonly state: PageState };

/** Pure. What-if belongs to one cut: another cut starts without it. */
export function nextState(state: PageState, action: PageAction): PageState {
  if (action.do === 'restore') return action.state;
  if (action.do === 'view') return { ...state, view: action.view };
  if (action.do === 'cut') return atCut(state, action.cut);
  if (action.do === 'select')
    return { ...state, selection: action.selection, view: action.view ?? state.view };
  return { ...state, operations: nextOperations(state.operations, action) };
}

function atCut(state: PageState, cut: CutName): PageState {
  return cut === state.cut ? state : { ...state, cut, operations: [], selection: undefined };
}

type Edit = Extract<PageAction, { readonly do: 'operate' | 'take-back' | 'clear' }>;

function nextOperations(operations: readonly Operation[], action: Edit): readonly Operation[] {
  if (action.do === 'operate') return [...operations, ...action.operations];
  return action.do === 'take-back' ? operations.slice(0, -1) : [];
}
