/** Which part of an answer a cause speaks of. `answer`: there was no whole answer to speak of. */
export type DivergentPart = 'answer' | 'status' | 'header' | 'body';

/** One way in which answers differ, the same for every pair that differs in that way. */
export interface Cause {
  readonly part: DivergentPart;
  /** `$.items[*].price` in JSON, the name of a header, words before the place in a text; empty where there is no inside. */
  readonly path: string;
  /** `number ≠ string`, `missing`, `extra`, `order differs` … */
  readonly kind: string;
}

/** What is noise is also kept, so that a person can see what is being overlooked. */
export type Verdict = 'divergence' | 'noise';

/** One answer of a sample: secrets redacted, values cut, control characters escaped. */
export interface SampledAnswer {
  readonly status: number;
  /** `name: value`, in the order of the answer. */
  readonly headers: readonly string[];
  /** The body around the place that differs. */
  readonly excerpt: string;
  /** Bytes of the whole body, as it was sent. */
  readonly bytes: number;
}

/** A pair of answers that differ, bounded and redacted. */
export interface DivergenceSample {
  /** ISO 8601. */
  readonly at: string;
  readonly requestId: string;
  /** Method, path and query, with values that may be secrets redacted. */
  readonly request: string;
  /** The place in these answers: `$.items[3].price`. */
  readonly place: string;
  /** The values at that place, cut; empty where there is none. */
  readonly expected: string;
  readonly actual: string;
  readonly monolith: SampledAnswer;
  readonly service: SampledAnswer;
}

/** A cause with all that was seen of it. */
export interface CauseRecord extends Cause {
  /** Twelve hexadecimal digits, the same in every run. */
  readonly id: string;
  /** The cause in one line: `$.items[*].price: number ≠ string`. */
  readonly text: string;
  readonly verdict: Verdict;
  /** Pairs that differed in this way. */
  readonly count: number;
  /** ISO 8601. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly samples: readonly DivergenceSample[];
}

/** What is known of one route's divergences: an item of `GET /api/divergences` and a file under `.banyan/divergences/`. */
export interface RouteDivergences {
  readonly route: string;
  /** When the numbers below began: a change of the route's `shadow:` rule starts anew. ISO 8601. */
  readonly since: string;
  readonly compared: number;
  readonly diverged: number;
  readonly noisy: number;
  /** Most frequent first, divergences before noise. */
  readonly causes: readonly CauseRecord[];
  /** Differences whose cause found no place in the list, which is bounded. */
  readonly unlisted: number;
}

/** `GET /api/divergences?route=ID`; without `route` all of them, with causes but without samples. */
export interface DivergencesAnswer {
  readonly routes: readonly RouteDivergences[];
  /** Why samples and counts are not being written to disk; empty where they are. */
  readonly notRecorded: string;
}
