/**
 * Why a sampled request was not compared. Always our own doing: what the service does wrong is a divergence.
 *
 * - `rate`: over the route's rate.
 * - `busy`: too many copies wait or are under way.
 * - `memory`: the copies hold too many bytes.
 * - `too-large`: a body, of the request or of an answer, packed or unpacked, is over the route's limit.
 * - `unanswered`: the client's own exchange was refused, cut or abandoned, so there is nothing to compare with.
 * - `breaker`: the service is failing and is being left alone.
 * - `unreadable`: the monolith's answer is in a content coding that cannot be undone.
 * - `lost`: the mirroring thread ended, or the proxy stopped, with the copy under way.
 */
export type DropReason =
  | 'rate'
  | 'busy'
  | 'memory'
  | 'too-large'
  | 'unanswered'
  | 'breaker'
  | 'unreadable'
  | 'lost';

/**
 * What mirroring has done for one route since the start; plain data that can go between processes, and cumulative, so
 * that whoever judges a window takes the difference of two.
 *
 * `mirrored` = `compared` + those under way + those dropped after they were sent. `compared` = equal + `diverged` +
 * `noisy`. A service that cannot be reached, does not answer in time or breaks off is compared, and has diverged.
 */
export interface ShadowCounts {
  /** Copies sent to the service. */
  mirrored: number;
  dropped: Record<DropReason, number>;
  /** Pairs of answers that were judged. */
  compared: number;
  /** Of those compared: the service's answer differs for a reason that is not noise. */
  diverged: number;
  /** Of those that diverged: one side gave a 5xx or no answer. They are errors, and judged as such. */
  erred: number;
  /** Of those compared: they differ only where the monolith differs from itself. */
  noisy: number;
  /** Requests sent to the monolith a second time, to learn its noise. */
  repeated: number;
  /** The shadow's answers by status class: 0 for none (no connection, no answer in time, broken off), 1xx to 5xx. */
  statuses: number[];
  /** Counts by bucket of `LATENCY_BOUNDS`: what the service took for the answers it gave, measured off the clients' path. */
  latency: number[];
  /** Seconds. */
  latencySum: number;
  /**
   * The same in fine buckets, less what the measuring may have added (`LateBy`), so never too long; only where gates judge
   * the route.
   */
  fine?: number[] | undefined;
}
