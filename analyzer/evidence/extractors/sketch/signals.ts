/** Which calls a sketch keeps, made of what the extractors ask for. Plain data: it crosses threads. */
export interface Signals {
  /** Methods that some framework gives a meaning to. */
  readonly methods: ReadonlySet<string>;
  /** Functions that are kept by their own name: `withTransaction(…)`. */
  readonly callees: RegExp;
  /** Functions of packages that are kept when called by themselves (`axios(…)`, `new Queue(…)`). */
  readonly packages: (specifier: string) => boolean;
}
