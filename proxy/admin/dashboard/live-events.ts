import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Supervisor } from '../../life/supervisor.ts';
import type { LiveRoutes, LiveTick } from '../../model/live.ts';
import type { Snapshot } from '../../observe/snapshot.ts';
import { liveRows, shadowOf, sideRow } from './live-rows.ts';
import { routeFaces } from './route-faces.ts';

const EVERY_MS = 1000;
/** With more routes every other second does: reading all their counters is what an event costs. */
const MANY_ROUTES = 100;
/** A page that reads nothing is cut when this much waits for it. */
const MAX_WAITING = 1_048_576;
const MAX_LISTENERS = 32;

/**
 * `GET /api/events`: server-sent events for as many pages as are open. One clock for all of them, which runs only while
 * somebody listens: a proxy that nobody watches spends nothing on it.
 */
export class LiveEvents {
  readonly #supervisor: Supervisor;
  readonly #now: () => number;
  readonly #listeners = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  /** What stands beside the counters, as it was sent last. */
  #faces = '';
  #before: { readonly snapshot: Snapshot; readonly at: number } | undefined;
  #busy = false;

  /** `now`: monotonic milliseconds. */
  constructor(supervisor: Supervisor, now: () => number) {
    this.#supervisor = supervisor;
    this.#now = now;
  }

  /** Pages that listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Answers with the stream; false where there are too many already, and nothing was answered. */
  async open(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (this.#listeners.size >= MAX_LISTENERS) return false;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    });
    request.socket.setNoDelay(true);
    this.#listeners.add(response);
    response.on('close', () => this.#leave(response));
    response.on('error', () => this.#leave(response));
    if (this.#timer === undefined) {
      this.#before = undefined;
      this.#timer = setInterval(() => void this.#tick(), everyMs(this.#supervisor));
      this.#timer.unref();
    }
    const snapshot = await this.#supervisor.snapshot();
    this.#before ??= { snapshot, at: this.#now() };
    this.#faces = JSON.stringify(routeFaces(this.#supervisor));
    response.write(renderRoutes(this.#supervisor, snapshot));
    return true;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const response of this.#listeners) response.destroy();
    this.#listeners.clear();
  }

  #leave(response: ServerResponse): void {
    this.#listeners.delete(response);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #tick(): Promise<void> {
    if (this.#busy) return; // Workers that answer late are waited for, not asked twice.
    this.#busy = true;
    try {
      const snapshot = await this.#supervisor.snapshot();
      const at = this.#now();
      const faces = JSON.stringify(routeFaces(this.#supervisor));
      if (faces !== this.#faces) this.#tell(renderRoutes(this.#supervisor, snapshot));
      this.#faces = faces;
      if (this.#before) this.#tell(renderTick(this.#supervisor, this.#before, { snapshot, at }));
      this.#before = { snapshot, at };
    } finally {
      this.#busy = false;
    }
  }

  #tell(text: string): void {
    for (const response of this.#listeners) {
      if (response.writableLength > MAX_WAITING) response.destroy();
      else response.write(text);
    }
  }
}

function renderRoutes(supervisor: Supervisor, snapshot: Snapshot): string {
  const { startedAt, version } = supervisor;
  const routes = routeFaces(supervisor);
  const compared = routes.flatMap(({ id }, index): [number, number, number][] => {
    const counts = shadowOf(snapshot.routes[id]);
    return counts.compared === 0 ? [] : [[index, counts.compared, counts.diverged]];
  });
  const data: LiveRoutes = { version, startedAt, everyMs: everyMs(supervisor), routes, compared };
  return event('routes', data);
}

function everyMs({ table }: Supervisor): number {
  return table.routes.length > MANY_ROUTES ? 2 * EVERY_MS : EVERY_MS;
}

interface Reading {
  readonly snapshot: Snapshot;
  readonly at: number;
}

function renderTick(supervisor: Supervisor, before: Reading, after: Reading): string {
  const ids = supervisor.table.routes.map(({ id }) => id);
  const { workers, inFlight, connections, tunnels, rssBytes, upstreams } = after.snapshot;
  const [then, now] = [before.snapshot.routes, after.snapshot.routes];
  const tick: LiveTick = {
    elapsedMs: Math.round(after.at - before.at),
    workers,
    inFlight,
    connections,
    tunnels,
    rssBytes,
    planError: supervisor.planError,
    notRecorded: supervisor.notRecorded(after.snapshot),
    unrouted: sideRow(then['-']?.monolith, now['-']?.monolith),
    rows: liveRows(ids, then, now),
    upstreams,
  };
  return event('tick', tick);
}

/** JSON has no bare line break, so one data line holds it. */
function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
