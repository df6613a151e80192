import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { ProxyError } from '../proxy-error.ts';
import type { Change, Move, Supervisor } from '../life/supervisor.ts';
import { explainMatch } from '../routing/explain.ts';
import { routesStatus } from './routes-status.ts';

export interface Answer {
  readonly status: number;
  readonly data: unknown;
}

const MAX_BODY = 65_536;
const CHANGE = /^\/api\/routes\/([\w.-]{1,100})(?:\/(promote|rollback|set|pause|resume|forget))?$/u;
const MAX_AUDIT = 1000;
const AUDIT = 50;

const change = z.strictObject({
  by: z.string().min(1).max(200),
  why: z.string().max(1000).default(''),
});
const setChange = z.strictObject({
  ...change.shape,
  stage: z.enum(['monolith', 'shadow', 'canary', 'live']),
  percent: z.number().min(0).max(100).optional(),
});

/**
 * The JSON API: `GET /api/routes|match|divergences|audit`, `GET /api/routes/<id>`,
 * `POST /api/routes/<id>/promote|rollback|set|pause|resume|forget`.
 */
export async function answerApi(request: IncomingMessage, url: URL, supervisor: Supervisor): Promise<Answer> {
  const { pathname } = url;
  const read = Object.hasOwn(READS, pathname) ? READS[pathname] : undefined;
  if (request.method === 'GET' && read) return read(supervisor, url.searchParams);
  const [, id, verb] = CHANGE.exec(pathname) ?? [];
  if (id === undefined) return { status: 404, data: { error: 'There is nothing here.' } };
  if (verb === undefined) return showRoute(supervisor, id);
  if (request.method !== 'POST') return { status: 405, data: { error: 'Use POST.' } };
  return move(supervisor, { id, verb }, await readBody(request));
}

/** What `GET` answers, by path. */
const READS: Readonly<
  Record<string, (supervisor: Supervisor, query: URLSearchParams) => Promise<Answer> | Answer>
> = {
  '/api/routes': async (supervisor) => ({ status: 200, data: await routesStatus(supervisor) }),
  '/api/match': explain,
  '/api/audit': (supervisor, query) => ({ status: 200, data: supervisor.audit(limitOf(query)) }),
  '/api/divergences': (supervisor, query) => ({
    status: 200,
    data: supervisor.divergences(query.get('route') ?? undefined),
  }),
};

async function showRoute(supervisor: Supervisor, id: string): Promise<Answer> {
  const found = (await routesStatus(supervisor)).routes.find((route) => route.id === id);
  return found
    ? { status: 200, data: found }
    : { status: 404, data: { error: `No route has the id "${id}".` } };
}

function explain(supervisor: Supervisor, query: URLSearchParams): Answer {
  const target = query.get('target') ?? '/';
  const [path = '/', search = ''] = target.split(/\?(.*)/su);
  const headers = query.getAll('header').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  const { route, ...rest } = explainMatch(supervisor.table, {
    method: query.get('method') ?? 'GET',
    host: (query.get('host') ?? '').toLowerCase(),
    path,
    query: search,
    headers: Object.fromEntries(headers),
  });
  const found = route && { id: route.id, service: route.service, stage: route.stage, percent: route.percent };
  return { status: 200, data: { ...rest, route: found ?? null } };
}

interface Asked {
  readonly id: string;
  readonly verb: string;
}

function move(supervisor: Supervisor, { id, verb }: Asked, body: unknown): Answer {
  const parsed = verb === 'set' ? setChange.safeParse(body) : change.safeParse(body);
  if (!parsed.success) return { status: 400, data: { error: z.prettifyError(parsed.error) } };
  const { by, why } = parsed.data;
  try {
    return { status: 200, data: applyChange(supervisor, { id, verb, data: parsed.data }, { by, why }) };
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    const status = error.code === 'UNKNOWN_ROUTE' ? 404 : 409;
    return { status, data: { error: error.message, code: error.code, hint: error.hint } };
  }
}

function applyChange(
  supervisor: Supervisor,
  { id, verb, data }: Asked & { readonly data: Asks },
  who: Change,
): object {
  if (verb === 'pause') return supervisor.pause(id, who);
  if (verb === 'resume') return supervisor.resume(id, who);
  if (verb === 'forget') return supervisor.forget(id, who);
  return supervisor.move(id, toMove(verb, data), who);
}

/** From 1 to 1,000; 50 where nothing sensible is asked. */
function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? AUDIT);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, MAX_AUDIT) : AUDIT;
}

type Asks = z.output<typeof change> | z.output<typeof setChange>;

function toMove(verb: string, data: Asks): Move {
  if (verb === 'promote') return 'promote';
  if (!('stage' in data)) return 'rollback';
  const { stage, percent } = data;
  return { stage, percent: stage === 'canary' ? (percent ?? 0) : stage === 'live' ? 100 : 0 };
}

/** A body of bounded size as JSON; `undefined` where it is none. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += (piece as Buffer).length;
    if (bytes > MAX_BODY) return undefined;
    pieces.push(piece as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}
