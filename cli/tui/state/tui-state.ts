import type { ProxyStatus } from '../../../proxy/index.ts';
import type { Operation } from '../../../plan/index.ts';

export const PANELS = ['services', 'modules', 'decide', 'next', 'seams', 'data', 'routes', 'waves'] as const;
export type PanelName = (typeof PANELS)[number];

/** One change that was made in this sitting. */
export interface Entry {
  readonly id: number;
  readonly operation: Operation;
}

/** Everything that a person has done and looks at; the numbers follow from it and the analysis. */
export interface TuiState {
  readonly size: { readonly columns: number; readonly rows: number };
  readonly panel: PanelName;
  /** The panel on the right that is shown while the left has the focus. */
  readonly right: PanelName;
  readonly isZoomed: boolean;
  readonly cursors: Readonly<Record<PanelName, number>>;
  readonly filters: Readonly<Partial<Record<PanelName, string>>>;
  /** Whose modules are listed: a service, `shared`, `root` or `monolith`. */
  readonly group: string;
  /** Folders that are shut in the list of modules. */
  readonly shut: ReadonlySet<string>;
  readonly marked: ReadonlySet<string>;
  /** Seam or table whose detail is open, by its key. */
  readonly opened: ReadonlySet<string>;
  readonly overlay?: Overlay;
  readonly history: readonly Entry[];
  /** How many of `history` are applied; those after it can be done again. */
  readonly applied: number;
  readonly nextId: number;
  /** Ids that are in the file. */
  readonly saved: readonly number[];
  readonly message?: Message;
  /** Why nothing can be changed; absent where it can. */
  readonly readOnly?: string;
  /** What the file says now, where somebody else has changed it. */
  readonly isForeign: boolean;
  readonly live?: ProxyStatus;
}

export interface Message {
  readonly kind: 'info' | 'done' | 'error';
  readonly text: string;
}

/** What lies over the panels and takes the keys. */
export type Overlay =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'filter'; readonly text: string; readonly before: string }
  | { readonly kind: 'palette'; readonly text: string; readonly choice: number }
  | { readonly kind: 'prompt'; readonly ask: Ask; readonly text: string }
  | { readonly kind: 'pick'; readonly pick: Pick; readonly filter: string; readonly cursor: number }
  | { readonly kind: 'confirm'; readonly operation: Operation }
  | { readonly kind: 'traffic'; readonly verb: 'promote' | 'rollback'; readonly route: string }
  | {
      readonly kind: 'text';
      readonly title: string;
      readonly lines: readonly string[];
      readonly scroll: number;
    }
  | { readonly kind: 'save'; readonly lines: readonly string[]; readonly scroll: number }
  | { readonly kind: 'foreign'; readonly lines: readonly string[]; readonly scroll: number }
  | { readonly kind: 'restore'; readonly operations: readonly Operation[] }
  | { readonly kind: 'quit' };

/** What a line of text is asked for. */
export type Ask =
  | { readonly for: 'new' }
  | { readonly for: 'rename'; readonly service: string }
  | { readonly for: 'upstream'; readonly service: string }
  | { readonly for: 'split'; readonly service: string; readonly modules: readonly string[] };

/** What is chosen from a list, each choice with its preview. */
export type Pick =
  | { readonly for: 'move'; readonly modules: readonly string[] }
  | { readonly for: 'merge'; readonly service: string }
  | { readonly for: 'own'; readonly entity: string }
  | { readonly for: 'stage'; readonly route: string };

/** What the world outside is asked to do. */
export type Effect =
  | {
      readonly do:
        | 'save'
        | 'quit'
        | 'edit'
        | 'suspend'
        | 'diff'
        | 'reviewSave'
        | 'takeTheirs'
        | 'replayOnTheirs'
        | 'showForeign'
        | 'dropJournal';
    }
  | { readonly do: 'copy'; readonly text: string }
  | { readonly do: 'traffic'; readonly verb: 'promote' | 'rollback'; readonly route: string };

/** What a key leads to. */
export interface Step {
  readonly state: TuiState;
  readonly effects: readonly Effect[];
}
