import type { DivergencesAnswer } from '../../model/divergence.ts';
import type { RouteReport } from '../mirror/messages.ts';
import { DivergenceBook, type NewSample } from './divergence-book.ts';
import { DivergenceFiles } from './divergence-files.ts';

const WRITE_MS = 2000;
/** After a failure the disk is left alone for a while, longer each time. */
const MAX_PATIENCE_MS = 60_000;

export interface RecordOptions {
  /** `.banyan/divergences`. */
  readonly folder: string;
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
  /** ISO 8601. */
  readonly timestamp: () => string;
}

/**
 * The one place to which all workers report. Keeps what was found in memory and, a little later, on disk; where the
 * disk takes nothing (full, read-only), says so once, goes on in memory, and tries again.
 */
export class DivergenceRecord {
  readonly #options: RecordOptions;
  readonly #book = new DivergenceBook();
  readonly #files: DivergenceFiles;
  readonly #timer: NodeJS.Timeout;
  readonly #dirty = new Set<string>();
  /** Whose samples on disk are to be replaced. */
  readonly #rewritten = new Set<string>();
  #samples: NewSample[] = [];
  #notRecorded = '';
  #patience = 0;
  #restUntil = 0;
  #writing: Promise<void> | undefined;

  constructor(options: RecordOptions) {
    this.#options = options;
    this.#files = new DivergenceFiles(options.folder);
    this.#timer = setInterval(() => void this.flush(), WRITE_MS);
    this.#timer.unref();
  }

  /** Takes up what an earlier run has kept. */
  async load(): Promise<void> {
    for (const page of await this.#files.read()) this.#book.pages.set(page.route, page);
  }

  take(reports: readonly RouteReport[]): void {
    const { timestamp } = this.#options;
    this.#samples.push(...this.#book.add(reports, timestamp()));
    for (const { route, rule } of reports) if (rule !== '') this.#dirty.add(route);
  }

  /** Begins the numbers of a route anew; its old samples are gone. */
  forget(route: string): void {
    this.#book.forget(route, this.#options.timestamp());
    this.#samples = this.#samples.filter((sample) => sample.route !== route);
    this.#rewritten.add(route);
    this.#dirty.add(route);
  }

  /** With samples for the one route asked for; without for all of them. */
  answer(route: string | undefined): DivergencesAnswer {
    const routes = this.#book.list(route);
    const brief = routes.map((page) => ({
      ...page,
      causes: page.causes.map((cause) => ({ ...cause, samples: [] })),
    }));
    return { routes: route === undefined ? brief : routes, notRecorded: this.#notRecorded };
  }

  /** Writes what is new. Never throws. */
  async flush(): Promise<void> {
    if (performance.now() < this.#restUntil || this.#dirty.size === 0) return;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    await this.#writing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    this.#restUntil = 0;
    await this.flush();
  }

  async #write(): Promise<void> {
    const anew = this.#notRecorded !== ''; // A failed append may have left half a line.
    const samples = this.#samples;
    this.#samples = [];
    try {
      for (const route of this.#dirty) {
        this.#dirty.delete(route);
        await this.#writeRoute(route, samples, anew); // oxlint-disable-line no-await-in-loop -- One file after the other.
      }
      this.#recovered();
    } catch (error) {
      for (const route of this.#book.pages.keys()) this.#dirty.add(route);
      this.#failed(error as NodeJS.ErrnoException);
    }
  }

  async #writeRoute(route: string, samples: readonly NewSample[], anew: boolean): Promise<void> {
    const page = this.#book.pages.get(route);
    if (page === undefined) return;
    const own = samples.filter((sample) => sample.route === route);
    await this.#files.addSamples(page, own, anew || this.#rewritten.has(route));
    this.#rewritten.delete(route);
    await this.#files.writePage(page);
  }

  #recovered(): void {
    if (this.#notRecorded === '') return;
    this.#notRecorded = '';
    this.#patience = 0;
    this.#options.report('divergences are written to disk again');
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#patience = Math.min(Math.max(this.#patience * 2, WRITE_MS), MAX_PATIENCE_MS);
    this.#restUntil = performance.now() + this.#patience;
    const first = this.#notRecorded === '';
    this.#notRecorded = `${this.#options.folder}: ${error.code ?? error.message}`;
    if (first) {
      this.#options.report(
        `divergences are not written to disk (${this.#notRecorded}); they are kept in memory`,
      );
    }
  }
}
