/** One line of a list. It is drawn only when it is seen. */
export interface Row {
  /** What it is about: a service, a module, a route … Unique in its list. */
  readonly key: string;
  readonly kind: 'item' | 'folder' | 'detail' | 'heading';
  /** What a filter looks at. */
  readonly text: string;
  /** What the line below the panels says of it, where that is more than `text`. */
  readonly told?: string;
  readonly cells: (width: number) => readonly Cell[];
}

/** A piece of a line, with the part that it plays. */
export interface Cell {
  readonly text: string;
  readonly role?: Role;
}

export type Role = 'dim' | 'accent' | 'good' | 'bad' | 'warn' | 'strong';
