import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { ProxyError } from '../proxy-error.ts';
import { listenOn } from '../life/client-listeners.ts';
import type { Supervisor } from '../life/supervisor.ts';
import type { AdminSpec } from '../model/settings.ts';
import { renderMetrics } from '../observe/prometheus.ts';
import { denialOf, isLoopback, strangerDenial } from './access.ts';
import { answerApi } from './api.ts';
import { LiveEvents } from './dashboard/live-events.ts';
import { type DashboardPage, loadPage } from './dashboard/page.ts';

/**
 * The operators' own listener: health, metrics, the JSON API behind `banyan routes`, and the dashboard. One over all
 * workers.
 */
export class AdminServer {
  readonly #server: Server;
  readonly #spec: AdminSpec;
  readonly #live: LiveEvents;

  /** Throws `ProxyError` where it would be open to others without a token. */
  constructor(spec: AdminSpec, supervisor: Supervisor, page = loadPage()) {
    if (!isLoopback(spec) && spec.token === undefined) {
      throw new ProxyError(
        'ADMIN_NEEDS_TOKEN',
        'The admin would be reachable from other machines without a token.',
        'Add "tokenFile" or "tokenEnv" to proxy.admin, or listen on 127.0.0.1.',
      );
    }
    this.#spec = spec;
    this.#live = new LiveEvents(supervisor, () => performance.now());
    const parts = { spec, supervisor, page, live: this.#live };
    this.#server = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 }, (request, response) => {
      serve(request, response, parts).catch((error: Error) => fail(response, error));
    });
  }

  async listen(): Promise<string> {
    await listenOn(this.#server, this.#spec.address);
    const address = this.#server.address();
    if (address === null || typeof address === 'string') return `unix:${address ?? ''}`;
    return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  }

  close(): void {
    this.#live.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

interface Parts {
  readonly spec: AdminSpec;
  readonly supervisor: Supervisor;
  readonly page: DashboardPage | undefined;
  readonly live: LiveEvents;
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://admin');
  const { supervisor, spec } = parts;
  // Probes of an orchestrator carry no token and learn nothing but yes or no.
  if (url.pathname === '/healthz') return answer(response, 200, { ok: true });
  if (url.pathname === '/readyz')
    return answer(response, supervisor.ready ? 200 : 503, { ok: supervisor.ready });
  if (url.pathname === '/' && isRead(request)) return answerPage(request, response, parts);
  const denial = denialOf(request, spec);
  if (denial) return answer(response, denial.status, { error: denial.detail });
  if (url.pathname === '/metrics') return answerMetrics(response, supervisor);
  if (url.pathname === '/api/events') return answerEvents(request, response, parts);
  const { status, data } = await answerApi(request, url, supervisor);
  return answer(response, status, data);
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The page itself needs no token, since it says nothing: what it shows it asks for with one. */
function answerPage(request: IncomingMessage, response: ServerResponse, { spec, page }: Parts): void {
  const denial = strangerDenial(request, spec);
  if (denial) answer(response, denial.status, { error: denial.detail });
  else if (page === undefined) answer(response, 404, { error: 'This build carries no dashboard.' });
  else response.writeHead(200, page.headers).end(request.method === 'HEAD' ? undefined : page.html);
}

async function answerMetrics(response: ServerResponse, supervisor: Supervisor): Promise<void> {
  const snapshot = await supervisor.snapshot();
  const text = renderMetrics(snapshot, supervisor.supervision(snapshot));
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
}

async function answerEvents(
  request: IncomingMessage,
  response: ServerResponse,
  { live }: Parts,
): Promise<void> {
  if (request.method !== 'GET') answer(response, 405, { error: 'Use GET.' });
  else if (!(await live.open(request, response)))
    answer(response, 503, { error: 'Too many pages listen already.' });
}

function answer(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  response.end(`${JSON.stringify(data)}\n`);
}

function fail(response: ServerResponse, error: Error): void {
  if (response.headersSent) response.destroy();
  else answer(response, 500, { error: error.message });
}
