import type {
  Cause,
  CauseRecord,
  DivergenceSample,
  RouteDivergences,
  Verdict,
} from '../../model/divergence.ts';
import { isNoise, noiseKey } from '../engine/noise.ts';
import type { CauseReport, RouteReport } from '../mirror/messages.ts';
import { causeId, causeText } from './cause-text.ts';

/** Causes of one route that are listed. */
const MAX_CAUSES = 200;
/** Samples of one cause: the first two, and the latest. */
const MAX_SAMPLES = 3;

/** What is known of one cause. */
export interface CauseEntry extends Cause {
  readonly id: string;
  count: number;
  probes: number;
  hits: number;
  firstSeen: string;
  lastSeen: string;
  samples: DivergenceSample[];
}

/** What is known of one route, as it is kept. */
export interface RoutePage {
  readonly route: string;
  /** Of the rule by which it was found. */
  readonly rule: string;
  readonly since: string;
  compared: number;
  diverged: number;
  noisy: number;
  unlisted: number;
  readonly causes: Map<string, CauseEntry>;
}

/** A sample that came new, with the cause that it is of. */
export interface NewSample {
  readonly route: string;
  readonly cause: string;
  readonly sample: DivergenceSample;
}

/** Adds up what all workers find. Bounded in every direction: what has no place is a number. */
export class DivergenceBook {
  readonly pages = new Map<string, RoutePage>();

  /** `at`: now, in ISO 8601. Gives the samples that were taken. */
  add(reports: readonly RouteReport[], at: string): NewSample[] {
    return reports.filter(({ rule }) => rule !== '').flatMap((report) => this.#addReport(report, at));
  }

  /** Everything that is known of the routes asked for (all: `undefined`). */
  list(route: string | undefined): RouteDivergences[] {
    const wanted = [...this.pages.values()].filter((page) => route === undefined || page.route === route);
    return wanted.map(toDivergences).toSorted((a, b) => compareText(a.route, b.route));
  }

  /**
   * Begins the numbers of a route anew, as after a fix. What is known to be noise stays known: the monolith is not asked
   * about it again.
   */
  forget(route: string, since: string): void {
    const page = this.pages.get(route);
    if (page === undefined) return;
    const noise = noiseOf(page);
    const kept = [...page.causes.values()].filter((entry) => noise.has(noiseKey(entry)));
    const causes = new Map(
      kept.map((entry): [string, CauseEntry] => [entry.id, { ...entry, count: 0, samples: [] }]),
    );
    const numbers = { compared: 0, diverged: 0, noisy: 0, unlisted: 0 };
    this.pages.set(route, { route, rule: page.rule, since, ...numbers, causes });
  }

  #addReport(report: RouteReport, at: string): NewSample[] {
    const { route, counts, causes, unlisted } = report;
    const page = this.#pageOf(report, at);
    page.compared += counts.compared;
    page.diverged += counts.diverged;
    page.noisy += counts.noisy;
    page.unlisted += unlisted;
    return causes.flatMap((cause) => addCause(page, cause, at).map((sample) => ({ ...sample, route })));
  }

  /** Numbers that were found by another rule say nothing of this one. */
  #pageOf({ route, rule }: RouteReport, since: string): RoutePage {
    const known = this.pages.get(route);
    if (known?.rule === rule) return known;
    const numbers = { compared: 0, diverged: 0, noisy: 0, unlisted: 0 };
    const page: RoutePage = { route, rule, since, ...numbers, causes: new Map() };
    this.pages.set(route, page);
    return page;
  }
}

function addCause(page: RoutePage, report: CauseReport, at: string): Omit<NewSample, 'route'>[] {
  const { cause, count, probes, hits, samples } = report;
  const id = causeId(cause);
  let entry = page.causes.get(id);
  if (entry === undefined) {
    if (count === 0) return []; // Asked about before it was ever counted: the count comes with its pair.
    if (page.causes.size >= MAX_CAUSES && !makeRoom(page)) {
      page.unlisted += count;
      return [];
    }
    entry = { ...cause, id, count: 0, probes: 0, hits: 0, firstSeen: at, lastSeen: at, samples: [] };
    page.causes.set(id, entry);
  }
  entry.count += count;
  entry.probes += probes;
  entry.hits += hits;
  if (count > 0 && at > entry.lastSeen) entry.lastSeen = at; // A clock that was set back does not undo what was seen.
  const known = entry;
  for (const sample of samples) known.samples = [...known.samples.slice(0, MAX_SAMPLES - 1), sample];
  return samples.map((sample) => ({ cause: id, sample }));
}

/** What is noise makes way, the rarest first. */
function makeRoom(page: RoutePage): boolean {
  const { causes } = page;
  const noise = noiseOf(page);
  let rarest: CauseEntry | undefined;
  for (const entry of causes.values()) {
    if (noise.has(noiseKey(entry)) && (rarest === undefined || entry.count < rarest.count)) {
      rarest = entry;
    }
  }
  return rarest !== undefined && causes.delete(rarest.id);
}

/** The places at which the monolith differs from itself: causes of one family have one verdict. */
function noiseOf({ causes }: RoutePage): ReadonlySet<string> {
  const evidence = new Map<string, { probes: number; hits: number }>();
  for (const entry of causes.values()) {
    const known = evidence.get(noiseKey(entry)) ?? { probes: 0, hits: 0 };
    evidence.set(noiseKey(entry), { probes: known.probes + entry.probes, hits: known.hits + entry.hits });
  }
  const found = [...evidence].filter(([, { probes, hits }]) => isNoise(probes, hits));
  return new Set(found.map(([key]) => key));
}

function toDivergences(page: RoutePage): RouteDivergences {
  const { route, since, compared, diverged, noisy, unlisted } = page;
  const noise = noiseOf(page);
  const causes = [...page.causes.values()]
    .filter(({ count }) => count > 0)
    .map((entry) => toRecord(entry, noise.has(noiseKey(entry)) ? 'noise' : 'divergence'))
    .toSorted(byWeight);
  return { route, since, compared, diverged, noisy, causes, unlisted };
}

function toRecord(entry: CauseEntry, verdict: Verdict): CauseRecord {
  const { id, part, path, kind, count, firstSeen, lastSeen, samples } = entry;
  return { id, part, path, kind, text: causeText(entry), verdict, count, firstSeen, lastSeen, samples };
}

function byWeight(a: CauseRecord, b: CauseRecord): number {
  if (a.verdict !== b.verdict) return a.verdict === 'divergence' ? -1 : 1;
  return b.count - a.count || compareText(a.text, b.text);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
