/** What the proxy writes down beside serving. */
export type Recorded = 'accessLog' | 'audit' | 'divergences' | 'gates' | 'traffic';

/** Something of it that cannot be written just now. Requests go on. */
export interface NotRecorded {
  readonly what: Recorded;
  /** The file system's word. */
  readonly why: string;
}
