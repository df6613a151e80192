import type { Cause, DivergenceSample } from '../../model/divergence.ts';
import { ShadowStats } from '../../observe/shadow-stats.ts';
import type { CauseReport, RouteReport } from '../mirror/messages.ts';

/** Causes of one route that are told apart in this process. */
const MAX_CAUSES = 300;
/** Samples of a cause that are made at once; later one a minute. */
const FIRST_SAMPLES = 3;
const SAMPLE_EVERY_MS = 60_000;

interface CauseTally {
  readonly cause: Cause;
  count: number;
  probes: number;
  hits: number;
  samples: DivergenceSample[];
  sampled: number;
  sampledAt: number;
}

/** What was found of one route since the last report, and how often its causes were sampled before. */
export class Tally {
  counts = new ShadowStats();
  done = 0;
  readonly #route: string;
  readonly #rule: string;
  readonly #closely: boolean;
  /** Milliseconds. */
  #times: number[] = [];
  readonly #causes = new Map<string, CauseTally>();
  #unlisted = 0;

  /** `rule`: a text that is the same for the same rule. `closely`: latencies are wanted as gates judge them. */
  constructor(route: string, rule: string, closely = false) {
    this.#route = route;
    this.#rule = rule;
    this.#closely = closely;
  }

  /** An answer of the service; 0 for none. */
  answered(status: number, milliseconds: number): void {
    this.counts.answered(status, milliseconds);
    if (this.#closely && status !== 0) this.#times.push(milliseconds);
  }

  /** Counts a pair that differs in this way. `sample` is asked for one where one is wanted. `now` in milliseconds. */
  see(cause: Cause, now: number, sample: (() => DivergenceSample) | undefined): void {
    const tally = this.#tallyOf(cause);
    if (tally === undefined) {
      this.#unlisted++;
      return;
    }
    tally.count++;
    const due = tally.sampled < FIRST_SAMPLES || now - tally.sampledAt >= SAMPLE_EVERY_MS;
    if (sample === undefined || !due) return;
    tally.sampled++;
    tally.sampledAt = now;
    tally.samples.push(sample());
  }

  /** The monolith was asked again because of `cause`. */
  probed(cause: Cause, hit: boolean): void {
    const tally = this.#tallyOf(cause);
    if (tally === undefined) return;
    tally.probes++;
    if (hit) tally.hits++;
  }

  /** Everything since the last time; `undefined`: nothing. `lateBy`: milliseconds by which times may be too long. */
  take(lateBy = 0): RouteReport | undefined {
    if (!this.#isDirty()) return undefined;
    if (this.#times.length > 0 && Number.isFinite(lateBy)) {
      this.counts.timed(this.#times.map((time) => Math.max(0, time - lateBy)));
    }
    this.#times = [];
    const causes: CauseReport[] = [];
    for (const tally of this.#causes.values()) {
      const { cause, count, probes, hits, samples } = tally;
      if (count === 0 && probes === 0) continue;
      causes.push({ cause, count, probes, hits, samples });
      Object.assign(tally, { count: 0, probes: 0, hits: 0, samples: [] });
    }
    const report = {
      route: this.#route,
      rule: this.#rule,
      counts: this.counts.toPlain(),
      done: this.done,
      causes,
      unlisted: this.#unlisted,
    };
    this.counts = new ShadowStats();
    this.done = 0;
    this.#unlisted = 0;
    return report;
  }

  #isDirty(): boolean {
    const { compared, repeated } = this.counts;
    return this.done > 0 || compared > 0 || repeated > 0;
  }

  /** Of a difference only its cause is kept: its values are the answers' own. */
  #tallyOf({ part, path, kind }: Cause): CauseTally | undefined {
    const key = `${part} ${path} ${kind}`;
    let tally = this.#causes.get(key);
    if (tally === undefined && this.#causes.size < MAX_CAUSES) {
      const cause = { part, path, kind };
      tally = { cause, count: 0, probes: 0, hits: 0, samples: [], sampled: 0, sampledAt: -Infinity };
      this.#causes.set(key, tally);
    }
    return tally;
  }
}
