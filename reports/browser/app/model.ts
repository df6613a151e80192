import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CutView } from '../../model/report.ts';
import type { LoadedPage } from '../load-page.ts';
import type { WhatIfCut } from '../what-if/what-if-cut.ts';
import type { PageAction, PageState } from './page-state.ts';

/** What every view draws from. */
export interface PageModel {
  readonly page: LoadedPage;
  readonly state: PageState;
  readonly act: (action: PageAction) => void;
  /** The chosen cut as it is after a person's edits. */
  readonly cut: CutView;
  /** The chosen cut as the analyzer, or the plan, has it. */
  readonly base: CutView;
  /** Made when first asked for: it is the dearest thing on the page. */
  readonly whatIf: () => WhatIfCut;
  /** Colour number of a service, 0 to 11. */
  readonly colorOf: (service: string) => number;
}

export const ModelContext = createContext<PageModel | undefined>(undefined);

export function useModel(): PageModel {
  return useContext(ModelContext)!;
}
