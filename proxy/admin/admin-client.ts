import { type RequestOptions, request } from 'node:http';
import { ProxyError } from '../proxy-error.ts';
import type { DivergencesAnswer } from '../model/divergence.ts';
import type { ListenAddress } from '../model/settings.ts';
import type { Explanation } from '../routing/explain.ts';
import type { AuditAnswer, SetPhase, Standing } from '../model/rollout.ts';
import type { ProxyStatus } from './routes-status.ts';

const TIMEOUT_MS = 10_000;
/** Refusals that are told as what they are. */
const KNOWN = ['UNKNOWN_ROUTE', 'BAD_STAGE', 'NO_SERVICE_UPSTREAM', 'NO_GATES', 'CANNOT_RECORD'] as const;

/** Speaks to the admin of a running proxy. Every call throws `ProxyError` where it is not there or refuses. */
export class AdminClient {
  readonly #address: ListenAddress;
  readonly #token: string | undefined;

  constructor(address: ListenAddress, token: string | undefined) {
    this.#address = address;
    this.#token = token;
  }

  async status(): Promise<ProxyStatus> {
    return (await this.#ask('GET', '/api/routes')) as ProxyStatus;
  }

  /** With samples for one route; without for all. */
  async divergences(route: string | undefined): Promise<DivergencesAnswer> {
    const query = route === undefined ? '' : `?route=${encodeURIComponent(route)}`;
    return (await this.#ask('GET', `/api/divergences${query}`)) as DivergencesAnswer;
  }

  /** `query` as `GET /api/match` takes it. */
  async match(query: URLSearchParams): Promise<Omit<Explanation, 'route'> & { route: MatchedRoute | null }> {
    return (await this.#ask('GET', `/api/match?${query.toString()}`)) as Omit<Explanation, 'route'> & {
      route: MatchedRoute | null;
    };
  }

  async move(id: string, verb: string, body: object): Promise<{ from: Standing; to: Standing }> {
    const path = `/api/routes/${encodeURIComponent(id)}/${verb}`;
    return (await this.#ask('POST', path, JSON.stringify(body))) as { from: Standing; to: Standing };
  }

  async setPhase(id: string, verb: 'pause' | 'resume', body: object): Promise<{ phase: SetPhase }> {
    const path = `/api/routes/${encodeURIComponent(id)}/${verb}`;
    return (await this.#ask('POST', path, JSON.stringify(body))) as { phase: SetPhase };
  }

  /** Lets the differences of a route be counted anew. */
  async forget(id: string, body: object): Promise<void> {
    await this.#ask('POST', `/api/routes/${encodeURIComponent(id)}/forget`, JSON.stringify(body));
  }

  async audit(limit: number): Promise<AuditAnswer> {
    return (await this.#ask('GET', `/api/audit?limit=${limit}`)) as AuditAnswer;
  }

  async #ask(method: string, path: string, body?: string): Promise<unknown> {
    const { status, text } = await this.#exchange(method, path, body);
    const data = parse(text) as { error?: string; code?: string; hint?: string };
    if (status >= 200 && status < 300) return data;
    throw new ProxyError(
      KNOWN.find((code) => code === data.code) ?? 'ADMIN_REFUSED',
      data.error ?? `The admin answered ${status}.`,
      data.hint ??
        (status === 401
          ? 'Give the token with --token-file or BANYAN_ADMIN_TOKEN.'
          : 'See the log of the proxy.'),
    );
  }

  #exchange(
    method: string,
    path: string,
    body: string | undefined,
  ): Promise<{ status: number; text: string }> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.#token !== undefined) headers['authorization'] = `Bearer ${this.#token}`;
    const options: RequestOptions = { ...toPlace(this.#address), method, path, headers, timeout: TIMEOUT_MS };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
      asked.on('error', (error) => reject(unreachable(this.#address, error)));
      asked.end(body);
    });
  }
}

export interface MatchedRoute extends Standing {
  readonly id: string;
  readonly service: string;
}

function toPlace(address: ListenAddress): RequestOptions {
  if (address.kind === 'unix') return { socketPath: address.path };
  const any = address.host === '0.0.0.0' || address.host === '::';
  return { host: any ? '127.0.0.1' : address.host, port: address.port };
}

function unreachable(address: ListenAddress, cause: Error): ProxyError {
  const place = address.kind === 'unix' ? `unix:${address.path}` : `${address.host}:${address.port}`;
  return new ProxyError(
    'ADMIN_UNREACHABLE',
    `No proxy answers on ${place}: ${cause.message}.`,
    'Start one with "banyan proxy", or name its admin with --admin.',
    { cause },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
