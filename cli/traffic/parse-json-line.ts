import { numberOf, type SeenRequest } from '../../proxy/index.ts';
import { pathOf } from './path-of.ts';

// The names that our own log, nginx, Caddy, Traefik, Envoy, pino-http, morgan and Elastic's schema use.
const METHOD = [
  'method',
  'request_method',
  'RequestMethod',
  'req.method',
  'request.method',
  'http.request.method',
  'verb',
];
const PATH = [
  'path',
  'uri',
  'url',
  'request_uri',
  'RequestPath',
  'req.url',
  'request.uri',
  'request.url',
  'url.path',
  'http.target',
];
const STATUS = [
  'status',
  'statusCode',
  'status_code',
  'DownstreamStatus',
  'OriginStatus',
  'res.statusCode',
  'response.status',
  'response_code',
  'http.response.status_code',
];
const CLIENT = [
  'client',
  'remote_addr',
  'remoteAddress',
  'ClientHost',
  'ip',
  'req.remoteAddress',
  'request.remote_ip',
  'client.address',
  'downstream_remote_address',
];
const AGENT = [
  'agent',
  'http_user_agent',
  'userAgent',
  'user_agent',
  'req.headers.user-agent',
  'request_User-Agent',
];
const TIME = [
  'time',
  'timestamp',
  '@timestamp',
  'ts',
  'StartUTC',
  'start_time',
  'msec',
  'time_iso8601',
  'time_local',
];
/** The unit of each, in milliseconds. */
const TAKEN: readonly (readonly [string, number])[] = [
  ['ms', 1],
  ['responseTime', 1],
  ['response_time', 1],
  ['duration_ms', 1],
  ['duration', 1],
  ['request_time', 1000],
  ['Duration', 1e-6],
];

/** One line of a JSON access log; `undefined` where it names no method and no path. */
export function parseJsonLine(line: string): SeenRequest | undefined {
  const record = parseRecord(line);
  if (record === undefined) return undefined;
  const method = textAt(record, METHOD);
  const path = pathOf(textAt(record, PATH) ?? '');
  if (method === undefined || path === undefined) return undefined;
  return {
    method: method.toUpperCase(),
    path,
    isTemplate: false,
    status: Number(textAt(record, STATUS) ?? 0),
    ms: takenMs(record),
    client: numberOf(`${textAt(record, CLIENT) ?? ''} ${textAt(record, AGENT) ?? ''}`),
    at: timeMs(textAt(record, TIME)),
  };
}

type JsonRecord = Readonly<Record<string, unknown>>;

export function parseRecord(line: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonRecord)
      : undefined;
  } catch {
    return undefined;
  }
}

function textAt(record: JsonRecord, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = valueAt(record, name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

/** As one key with dots, or as objects in objects. */
function valueAt(record: JsonRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  let value: unknown = record;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonRecord)[key];
  }
  return value;
}

function takenMs(record: JsonRecord): number {
  for (const [name, unit] of TAKEN) {
    const value = valueAt(record, name);
    if (value !== undefined && value !== '' && Number.isFinite(Number(value))) return Number(value) * unit;
  }
  return Number.NaN;
}

/** ISO 8601, or a number of seconds or milliseconds since 1970 (those above the year 5138 in seconds are milliseconds). */
function timeMs(text: string | undefined): number {
  if (text === undefined) return 0;
  const number = Number(text);
  if (Number.isFinite(number)) return number > 1e11 ? number : number * 1000;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? 0 : parsed;
}
