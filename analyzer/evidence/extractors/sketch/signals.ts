/** Which calls a sketch keeps, made of what the extractors ask for. */
export interface Signals {
  /** Methods that some framework gives a meaning to. */
  readonly methods: ReadonlySet<string>;
  /** Functions that are kept by their own name: `withTransaction(…)`. */
  readonly callees: RegExp;
  /** Functions of packages that are kept when called by themselves (`axios(…)`, `new Queue(…)`). */
  readonly packages: (specifier: string) => boolean;
}

/** What declared extractors want kept beside that. Plain data: it crosses threads. */
export interface Kept {
  readonly calls: readonly string[];
  readonly packages: readonly string[];
}
