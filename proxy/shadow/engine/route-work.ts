import type { Cause } from '../../model/divergence.ts';
import type { ShadowRule } from '../../model/shadow-rule.ts';
import type { Deadlines } from '../../resilience/deadlines.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { compareAnswers } from '../compare/compare-answers.ts';
import type { Difference } from '../compare/differences.ts';
import { type RecordedAnswer, fieldOf } from '../compare/recorded-answer.ts';
import type { HandedOver, MirroredRoute } from '../mirror/messages.ts';
import { knownSecrets } from '../redact/known-secrets.ts';
import { redactText } from '../redact/redact-text.ts';
import { sampleOf } from '../redact/sample-of.ts';
import { repeatHead, shadowHead } from './copy-head.ts';
import { Judge } from './judge.ts';
import { noiseKey } from './noise.ts';
import { NoiseModel } from './noise-model.ts';
import type { Pacer } from './pacer.ts';
import { type Outcome, sendCopy } from './send-copy.ts';
import { Tally } from './tally.ts';

export interface WorkSurroundings {
  readonly now: () => number;
  readonly timestamp: () => string;
  readonly random: () => number;
  readonly pause: () => void;
  /** Tells the serving thread not to copy what would not be sent, or to copy again. */
  readonly shut: (is: boolean) => void;
  readonly deadlines: Deadlines;
  readonly pacer: Pacer;
}

/** A request with the monolith's answer, as it came from the clients' side. */
export interface Pairing {
  readonly item: HandedOver;
  readonly request: Buffer;
  readonly body: Buffer;
  /** To be called once, when nothing of it is held any more. */
  readonly done: () => void;
}

interface Upstreams {
  readonly service: Upstream;
  readonly monolith: Upstream;
}

/** Copies that wait for each that may be under way: a burst is taken up, a service that stays slow is not waited for. */
const WAITING = 4;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The mirroring of one route by one rule. */
export class RouteWork {
  upstreams: Upstreams;
  readonly #rule: ShadowRule;
  readonly #gated: boolean;
  readonly #service: MirroredRoute['service'];
  readonly #around: WorkSurroundings;
  readonly tally: Tally;
  readonly #judge: Judge;
  readonly #waiting: Pairing[] = [];
  #active = 0;
  #shut = false;

  constructor({ id, rule, gated, service }: MirroredRoute, upstreams: Upstreams, around: WorkSurroundings) {
    this.#rule = rule;
    this.#gated = gated;
    this.#service = service;
    this.upstreams = upstreams;
    this.#around = around;
    this.tally = new Tally(id, ruleText(rule), gated);
    this.#judge = new Judge({
      tally: this.tally,
      noise: new NoiseModel(),
      noisePercent: rule.noise,
      mayRepeat: () => around.pacer.take(),
      untilRepeat: () => around.pacer.turn(),
      random: around.random,
      now: around.now,
    });
  }

  get idle(): boolean {
    return this.#active === 0 && this.#waiting.length === 0 && this.#judge.idle;
  }

  /** Looks whether the service is to be asked again. */
  reopen(): void {
    const { now, shut } = this.#around;
    if (!this.#shut || this.upstreams.service.breaker?.isShut(now()) === true) return;
    this.#shut = false;
    shut(false);
  }

  follows({ rule, gated }: MirroredRoute): boolean {
    return gated === this.#gated && JSON.stringify(rule) === JSON.stringify(this.#rule);
  }

  /** As many at once as the rule allows, some more wait, the others are dropped. */
  take(pairing: Pairing): void {
    if (this.#active < this.#rule.concurrency) void this.#run(pairing);
    else if (this.#waiting.length < this.#rule.concurrency * WAITING) this.#waiting.push(pairing);
    else {
      this.tally.counts.dropped.busy++;
      this.#finish(pairing);
    }
  }

  async #run(pairing: Pairing): Promise<void> {
    this.#active++;
    const outcome = await this.#send(pairing);
    this.#active--;
    this.#settle(pairing, outcome);
    this.#finish(pairing);
    this.#around.pause();
    const next = this.#waiting.shift();
    if (next !== undefined) void this.#run(next);
  }

  #finish({ done }: Pairing): void {
    this.tally.done++;
    done();
  }

  async #send({ item, request }: Pairing): Promise<Outcome> {
    const { credentials, maxBody, timeoutMs } = this.#rule;
    const head = shadowHead(item, this.#service, credentials);
    const copy = { method: item.method, head, body: request, maxBody, timeoutMs };
    const outcome = sendCopy(this.upstreams.service, copy, this.#around);
    this.#around.pause();
    return outcome;
  }

  #settle(pairing: Pairing, outcome: Outcome): void {
    const { counts } = this.tally;
    if (outcome.kind === 'dropped') {
      counts.dropped[outcome.reason]++;
      this.#shut = true;
      this.#around.shut(true);
      return;
    }
    counts.mirrored++;
    const expected = expectedOf(pairing);
    // Packed, the monolith's answer may be as large: that is nobody's failure.
    if (outcome.kind === 'failed' && outcome.fault === 'over the size limit' && isPacked(expected)) {
      counts.dropped['too-large']++;
      return;
    }
    this.tally.answered(
      outcome.kind === 'answer' ? outcome.answer.status : 0,
      outcome.kind === 'answer' ? outcome.milliseconds : 0,
    );
    this.#compare(pairing, expected, outcome);
  }

  #compare(pairing: Pairing, expected: RecordedAnswer, outcome: Exclude<Outcome, { kind: 'dropped' }>): void {
    const { counts } = this.tally;
    if (outcome.kind === 'failed') {
      const fault = { part: 'answer' as const, path: '', kind: outcome.fault, place: '' };
      this.#hand(pairing, [{ ...fault, expected: undefined, actual: undefined }], { expected });
      return;
    }
    const found = this.#differences(pairing, expected, outcome.answer);
    if (!Array.isArray(found)) counts.dropped[found]++;
    else if (found.length === 0) counts.compared++;
    else this.#hand(pairing, found, { expected, actual: outcome.answer });
  }

  /** Differences, or why none can be told. */
  #differences(
    { item }: Pairing,
    expected: RecordedAnswer,
    actual: RecordedAnswer,
  ): Difference[] | 'too-large' | 'unreadable' {
    const { compare: rule, maxBody } = this.#rule;
    const found = compareAnswers({ expected, actual }, { rule, maxBody, bodiless: item.method === 'HEAD' });
    return 'unjudged' in found ? found.unjudged : [...found.differences];
  }

  #hand(
    pairing: Pairing,
    found: readonly Difference[],
    answers: { readonly expected: RecordedAnswer; readonly actual?: RecordedAnswer },
  ): void {
    const { item } = pairing;
    const { maxBody, noise, credentials } = this.#rule;
    const { expected, actual } = answers;
    const secrets = Object.values(credentials.set);
    const fields = [...expected.fields, ...(actual?.fields ?? [])];
    const known = knownSecrets(item.head, fields, secrets);
    const { requestId, head } = item;
    const pair = { at: this.#around.timestamp(), requestId, head, expected, actual, maxBody, known };
    this.#judge.judge({
      differences: withoutSecrets(found, known),
      bytes: expected.body.length + (actual?.body.length ?? 0) + pairing.request.length,
      repeatable: actual !== undefined && noise > 0 && SAFE.has(item.method),
      sample: (difference) => sampleOf(pair, difference),
      repeat: () => this.#repeat(pairing, expected, known),
      keyOf: noiseKey,
    });
  }

  /** Asks the monolith once more, and compares its answer with its first. */
  async #repeat(
    pairing: Pairing,
    expected: RecordedAnswer,
    known: readonly string[],
  ): Promise<readonly Cause[] | undefined> {
    const { item, request } = pairing;
    const { maxBody, timeoutMs } = this.#rule;
    this.tally.counts.repeated++;
    const again = { method: item.method, head: repeatHead(item), body: request, maxBody, timeoutMs };
    const outcome = await sendCopy(this.upstreams.monolith, again, this.#around);
    if (outcome.kind !== 'answer') return undefined;
    const found = this.#differences(pairing, expected, outcome.answer);
    return Array.isArray(found) ? withoutSecrets(found, known) : undefined;
  }
}

/** The name of a place may be made of data. */
function withoutSecrets(found: readonly Difference[], known: readonly string[]): Difference[] {
  return found.map((difference) => ({ ...difference, path: redactText(difference.path, known) }));
}

function expectedOf({ item, body }: Pairing): RecordedAnswer {
  return { status: item.status, fields: item.fields === '' ? [] : item.fields.split('\n'), body };
}

function isPacked(answer: RecordedAnswer): boolean {
  return fieldOf(answer, 'content-encoding') !== undefined;
}

/** What of a rule decides on what is found. Limits may change without starting anew. */
function ruleText({ compare, credentials, noise }: ShadowRule): string {
  return JSON.stringify([compare, credentials.keep, Object.keys(credentials.set), noise > 0]);
}
