import type { Cause, DivergenceSample } from '../../model/divergence.ts';
import type { Difference } from '../compare/differences.ts';
import type { NoiseModel } from './noise-model.ts';
import type { Tally } from './tally.ts';

/** Pairs that may wait for the monolith to be asked again. */
const MAX_QUEUED = 64;
const MAX_QUEUED_BYTES = 16 * 1024 * 1024;
/** Pairs, known by their causes alone, that may wait for a verdict on causes which are being asked about. */
const MAX_WAITING = 10_000;

/** A pair of answers that differ. */
export interface DifferingPair {
  readonly differences: readonly Difference[];
  /** What it keeps in memory. */
  readonly bytes: number;
  /** The request may be made again: it is safe, and the route allows it. */
  readonly repeatable: boolean;
  readonly sample: (difference: Difference) => DivergenceSample;
  /** Asks the monolith again: the causes in which it differs from itself, `undefined` where it gave no answer. */
  readonly repeat: () => Promise<readonly Cause[] | undefined>;
  /** Keys of the places where the repeated answer differs are compared by this. */
  readonly keyOf: (cause: Cause) => string;
}

export interface JudgeOptions {
  readonly tally: Tally;
  readonly noise: NoiseModel;
  /** 0 to 100: share of pairs with known causes for which the monolith is asked again. */
  readonly noisePercent: number;
  /** Whether the monolith may be asked again now. */
  readonly mayRepeat: () => boolean;
  /** Waits until it may. */
  readonly untilRepeat: () => Promise<void>;
  readonly random: () => number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * Tells divergence from noise for the pairs of one route. A cause that was never seen is asked about before it is
 * judged: the same request goes to the monolith up to `PROBES` times, and what differs there too is noise.
 */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #queue: DifferingPair[] = [];
  #waiting: (readonly Cause[])[] = [];
  #probing: DifferingPair | undefined;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  judge(pair: DifferingPair): void {
    if (!pair.repeatable || !this.#isOpen(pair.differences)) {
      this.#count(pair.differences, pair.sample);
      if (pair.repeatable && this.#isChosen()) this.#enqueue(pair, false);
    } else if (this.#isAsked(pair)) this.#wait(pair);
    else if (!this.#enqueue(pair, true)) this.#count(pair.differences, pair.sample);
  }

  /** Nothing is being asked, and nothing waits. */
  get idle(): boolean {
    return this.#probing === undefined && this.#queue.length === 0;
  }

  #isOpen(causes: readonly Cause[]): boolean {
    return causes.some((cause) => this.#options.noise.isOpen(cause));
  }

  #isChosen(): boolean {
    const { random, noisePercent } = this.#options;
    return random() * 100 < noisePercent;
  }

  /** Whether every open cause of the pair is being asked about already. */
  #isAsked(pair: DifferingPair): boolean {
    const pending = [this.#probing, ...this.#queue].flatMap((other) => other?.differences ?? []);
    const asked = new Set(pending.map((cause) => pair.keyOf(cause)));
    const { noise } = this.#options;
    return pair.differences.every((cause) => !noise.isOpen(cause) || asked.has(pair.keyOf(cause)));
  }

  #wait({ differences, sample }: DifferingPair): void {
    if (this.#waiting.length >= MAX_WAITING) this.#count(differences, sample);
    else this.#waiting.push(differences.map(({ part, path, kind }) => ({ part, path, kind })));
  }

  /** `judged`: it is to be counted once the monolith has been asked. */
  #enqueue(pair: DifferingPair, judged: boolean): boolean {
    const bytes = this.#queue.reduce((sum, queued) => sum + queued.bytes, pair.bytes);
    if (this.#queue.length >= MAX_QUEUED || bytes > MAX_QUEUED_BYTES) return false;
    if (!judged) {
      if (this.#probing === undefined && this.#options.mayRepeat()) void this.#ask(pair);
      return true;
    }
    this.#queue.push(pair);
    void this.#work();
    return true;
  }

  async #work(): Promise<void> {
    if (this.#probing !== undefined) return;
    let pair = this.#queue.shift();
    while (pair !== undefined) {
      this.#probing = pair;
      await this.#probe(pair); // oxlint-disable-line no-await-in-loop -- One at a time: the monolith is not to be hurried.
      this.#count(pair.differences, pair.sample);
      this.#probing = undefined;
      this.#recheck();
      pair = this.#queue.shift();
    }
  }

  /** Asks until every cause of the pair can be judged, or the monolith cannot be asked. */
  async #probe(pair: DifferingPair): Promise<void> {
    while (this.#isOpen(pair.differences)) {
      await this.#options.untilRepeat(); // oxlint-disable-line no-await-in-loop -- It is what paces the loop.
      if (!(await this.#ask(pair))) return; // oxlint-disable-line no-await-in-loop -- Each answer decides on the next.
    }
  }

  async #ask({ differences, repeat, keyOf }: DifferingPair): Promise<boolean> {
    const found = await repeat();
    if (found === undefined) return false;
    const keys = new Set(found.map((cause) => keyOf(cause)));
    for (const cause of differences) {
      const hit = keys.has(keyOf(cause));
      this.#options.noise.learn(cause, hit);
      this.#options.tally.probed(cause, hit);
    }
    return true;
  }

  /** Counts what waited for what is known now. */
  #recheck(): void {
    const asked = new Set(this.#queue);
    const still: (readonly Cause[])[] = [];
    for (const causes of this.#waiting) {
      if (asked.size > 0 && this.#isOpen(causes)) still.push(causes);
      else this.#count(causes, undefined);
    }
    this.#waiting = still;
  }

  #count(causes: readonly Cause[], sample: DifferingPair['sample'] | undefined): void {
    const { tally, noise } = this.#options;
    const now = this.#options.now();
    tally.counts.compared++;
    if (causes.every((cause) => noise.isNoise(cause))) tally.counts.noisy++;
    else {
      tally.counts.diverged++;
      if (causes.some(isError)) tally.counts.erred++;
    }
    for (const cause of causes) {
      tally.see(cause, now, sample && (() => sample(cause as Difference)));
    }
  }
}

/** One side gave no answer, or one that says that it failed. */
function isError({ part, kind }: Cause): boolean {
  return part === 'answer' || (part === 'status' && /\b5\d\d\b/u.test(kind));
}
