import { readFile } from 'node:fs/promises';
import { compareRoutes, type Analysis, type RouteComparison } from '../../analyzer/index.ts';
import { CliError } from '../cli-error.ts';

interface Known {
  readonly routes: { readonly method: string; readonly path: string }[];
  /** Addresses as they were called, not templates. */
  readonly concrete: boolean;
}

/**
 * Compares the endpoints of an analysis with an OpenAPI document, a list of routes or an access log.
 *
 * @throws CliError where the file cannot be read, or is none of these
 */
export async function compareWithKnown(analysis: Analysis, file: string): Promise<RouteComparison> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError('CANNOT_READ', `Cannot read ${JSON.stringify(file)}.`, 'Check the path.', { cause });
  }
  const { routes, concrete } = await knownRoutes(file, text);
  if (routes.length > 0) return compareRoutes(analysis.endpoints, routes, { concrete });
  throw new CliError(
    'CANNOT_READ',
    `${JSON.stringify(file)} names no route.`,
    'It takes an OpenAPI document (JSON or YAML), a JSON list of {"method", "path"}, or an access log.',
  );
}

async function knownRoutes(file: string, text: string): Promise<Known> {
  if (!/\.(?:json|ya?ml)$/u.test(file)) return { routes: fromLog(text), concrete: true };
  const { parse } = await import('yaml');
  const document = parseOr(() => (file.endsWith('.json') ? JSON.parse(text) : parse(text)) as unknown);
  return { routes: Array.isArray(document) ? fromList(document) : fromOpenApi(document), concrete: false };
}

function parseOr(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

function fromOpenApi(document: unknown): Known['routes'] {
  const { paths, servers } = recordOf(document);
  const [server] = Array.isArray(servers) ? (servers as unknown[]) : [];
  const url = recordOf(server)['url'];
  const base = typeof url === 'string' ? url.replace(/^https?:\/\/[^/]+|\/$/gu, '') : '';
  return Object.entries(recordOf(paths)).flatMap(([path, item]) =>
    Object.keys(recordOf(item))
      .filter((key) => VERBS.has(key))
      .map((verb) => ({ method: verb.toUpperCase(), path: `${base}${path}` })),
  );
}

/** `[{ "method": "GET", "path": "/orders/:id" }]` or `["GET /orders/:id"]`. */
function fromList(list: readonly unknown[]): Known['routes'] {
  return list.flatMap((item) => {
    if (typeof item === 'string') return fromWords(item);
    const { method, path } = recordOf(item);
    return typeof method === 'string' && typeof path === 'string'
      ? [{ method: method.toUpperCase(), path }]
      : [];
  });
}

function fromWords(text: string): Known['routes'] {
  const [, method, path] = /^([A-Za-z]+)\s+(\/\S*)$/u.exec(text.trim()) ?? [];
  return method === undefined || path === undefined ? [] : [{ method: method.toUpperCase(), path }];
}

/** The request line of the common and combined log formats; what was answered with 404 is no route. */
function fromLog(text: string): Known['routes'] {
  const seen = new Map<string, Known['routes'][number]>();
  for (const line of text.split('\n')) {
    const [, method, target, status] = /"([A-Z]+) (\/[^\s"]*)[^"]*"(?:\s+(\d{3}))?/u.exec(line) ?? [];
    const path = target?.split('?', 1)[0];
    if (method === undefined || path === undefined || status === '404') continue;
    seen.set(`${method} ${path}`, { method, path });
  }
  return [...seen.values()];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
