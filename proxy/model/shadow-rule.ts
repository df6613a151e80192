/** A place in an answer that may differ: a header by its lower-case name, or a JSON path (`$.items[*].updatedAt`). */
export interface IgnoredPart {
  readonly kind: 'header' | 'body';
  readonly name: string;
}

/** An array whose order is free. `key` is the member that identifies an element, `*` for the element itself. */
export interface UnorderedArray {
  readonly path: string;
  readonly key: string;
}

/** What may differ, and what is compared beside status and body. */
export interface CompareRule {
  readonly ignore: readonly IgnoredPart[];
  readonly unordered: readonly UnorderedArray[];
  /** Relative difference up to which numbers are equal. */
  readonly tolerance: number;
  /** Difference in milliseconds up to which timestamps are equal; `undefined`: they are compared as text. */
  readonly timeToleranceMs: number | undefined;
  /** Lower-case names of headers beside those that are always compared; `*` is every end-to-end header. */
  readonly headers: readonly string[];
}

/** What becomes of Cookie, Authorization and their like in a copy. */
export interface CredentialRule {
  /** The client's own are passed on. */
  readonly keep: boolean;
  /** Fields that are set instead, by lower-case name. */
  readonly set: Readonly<Record<string, string>>;
}

/** How a route is mirrored, and its answers compared. */
export interface ShadowRule {
  /** Stage `shadow` always mirrors; stage `canary` where the plan has a section for it: what the monolith answers. */
  readonly inCanary: boolean;
  /** 0 to 100: the share of requests that is mirrored. */
  readonly percent: number;
  /** Also methods that change something. */
  readonly unsafe: boolean;
  readonly credentials: CredentialRule;
  /** Bytes of one body, packed or unpacked; larger ones are not mirrored. */
  readonly maxBody: number;
  /** Copies of this route under way at once, over all workers. */
  readonly concurrency: number;
  /** Copies a second, over all workers; 0: no limit. */
  readonly rate: number;
  /** Milliseconds for the service's whole answer. */
  readonly timeoutMs: number;
  /** 0 to 100: the share of differing pairs that is asked of the monolith again once a cause is known. */
  readonly noise: number;
  readonly compare: CompareRule;
}
