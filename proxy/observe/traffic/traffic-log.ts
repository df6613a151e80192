import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../../disk/write-atomically.ts';
import type { TrafficSummary } from '../../model/traffic.ts';
import type { Exchange } from '../../phases/exchange.ts';
import type { RouteEntry } from '../../routing/live-table.ts';
import { REST } from './path-tree.ts';
import { TrafficRecorder } from './traffic-recorder.ts';

const EVERY_MS = 60_000;
/** Files kept: of so many days times workers. */
const MOST_FILES = 64;

export interface TrafficLogOptions {
  readonly folder: string;
  /** Tells the workers of one proxy apart. */
  readonly worker: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes a line for the operator. */
  readonly report: (message: string) => void;
}

/**
 * What this worker saw today, written every minute to `.banyan/traffic/<day>-<worker>.json`. A disk that refuses costs the
 * summary, is told once, and costs no request.
 */
export class TrafficLog {
  readonly #options: TrafficLogOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #templates = new WeakMap<RouteEntry, string>();
  #recorder = new TrafficRecorder();
  #file: string;
  #dirty = false;
  #failure = '';

  constructor(options: TrafficLogOptions) {
    this.#options = options;
    this.#file = this.#fileOfToday();
    const earlier = readSummary(this.#file);
    if (earlier) this.#recorder.add(earlier);
    this.#timer = setInterval(() => this.flush(), EVERY_MS);
    this.#timer.unref();
  }

  note(exchange: Exchange): void {
    const { entry, target, peer, request, method, status, elapsed } = exchange;
    if (exchange.endpoint === undefined) return; // Refused before it met an endpoint.
    const template = this.#templateOf(entry);
    this.#dirty = true;
    this.#recorder.note({
      method,
      path: template === '' ? target.path : template,
      isTemplate: template !== '',
      status,
      ms: elapsed,
      client: numberOf(
        peer.trusted ? (forwardedFor(request.headers['x-forwarded-for']) ?? peer.address) : peer.address,
      ),
      at: this.#options.clock(),
    });
  }

  flush(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    try {
      writeAtomically(this.#file, [JSON.stringify(this.#recorder.summary('proxy')), '\n']);
      if (this.#file !== this.#fileOfToday()) this.#turnTheDay();
      if (this.#failure !== '') this.#options.report('traffic is recorded again');
      this.#failure = '';
    } catch (error) {
      this.#dirty = true;
      if (this.#failure === '') this.#options.report(`traffic is not recorded: ${(error as Error).message}`);
      this.#failure = (error as Error).message;
    }
  }

  /** Why the summary cannot be written; empty where it can. */
  get failure(): string {
    return this.#failure;
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
  }

  #turnTheDay(): void {
    this.#file = this.#fileOfToday();
    this.#recorder = new TrafficRecorder();
    const { folder } = this.#options;
    const kept = readdirSync(folder).filter((name) => /^\d{4}-\d{2}-\d{2}-\d+\.json$/u.test(name));
    for (const old of kept.sort().slice(0, -MOST_FILES)) rmSync(join(folder, old), { force: true });
  }

  #fileOfToday(): string {
    const day = new Date(this.#options.clock()).toISOString().slice(0, 10);
    return join(this.#options.folder, `${day}-${this.#options.worker}.json`);
  }

  /** The plan's template with its parameters by one name; empty where the route takes more than one endpoint. */
  #templateOf(entry: RouteEntry): string {
    let template = this.#templates.get(entry);
    if (template === undefined) {
      const path = entry.route?.match.path ?? REST;
      template = path.includes(REST) ? '' : path.replaceAll(/:[^/]+/gu, ':id');
      this.#templates.set(entry, template);
    }
    return template;
  }
}

function readSummary(file: string): TrafficSummary | undefined {
  try {
    const summary = JSON.parse(readFileSync(file, 'utf8')) as TrafficSummary;
    return summary.formatVersion === 1 ? summary : undefined;
  } catch {
    return undefined;
  }
}

function forwardedFor(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' ? given.split(',', 1)[0]?.trim() : undefined;
}

/** FNV-1a: two clients that share a number only make a pair of endpoints a little less sure. */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
