import { nominatedNames } from './hop-by-hop.ts';

/** How the end of a body is told (RFC 9112 §6.3). */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

/** The header section of an upstream's answer, checked, with everything of the hop removed. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  /** Names and values in turn, as they came: order, case and duplicates kept. */
  readonly fields: string[];
  readonly framing: Framing;
  /** Body bytes where `framing` is `length`. */
  readonly length: number;
  readonly keepAlive: boolean;
  /** The upstream's own idle limit in seconds, where it told one; -1 where not. */
  readonly keepAliveSeconds: number;
  /** The protocol of a 101. */
  readonly upgrade: string | undefined;
  /** The fields announced for the trailer section. */
  readonly trailer: string | undefined;
}

/** What the fields of the hop said, gathered on the way. */
interface Hop {
  fields: string[];
  length: string | undefined;
  coding: string | undefined;
  connection: string | undefined;
  keepAlive: string | undefined;
  upgrade: string | undefined;
  trailer: string | undefined;
}

/**
 * Reads a header section, given without its last empty line. Strict on purpose: whatever two readers could read
 * differently (bare CR or LF, folded lines, a length beside a coding) comes back as the name of the fault.
 */
export function parseResponseHead(text: string, bodiless: boolean): ResponseHead | string {
  const lineEnd = endOfLine(text, 0);
  if (STRAY.test(text)) return 'control character';
  const version = text.charCodeAt(7) - 48;
  const status = statusOf(text, lineEnd);
  if (status < 0 || (version !== 0 && version !== 1)) return 'status line';
  const hop = collectFields(text, lineEnd + 2);
  if (typeof hop === 'string') return hop;
  return assemble(text.slice(13, lineEnd), status, version, { hop, bodiless });
}

// A CR without LF, an LF without CR, or any other control character but the tab.
// oxlint-disable-next-line no-control-regex -- Control characters are what this looks for.
const STRAY = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?:^|[^\r])\n/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
const DIGITS = /^\d{1,15}$/u;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end < 0 ? text.length : end;
}

/** `HTTP/1.x NNN`, then a space or the end. -1 where it is anything else. */
function statusOf(text: string, lineEnd: number): number {
  if (!text.startsWith('HTTP/1.') || text.charCodeAt(8) !== 32 || lineEnd < 12) return -1;
  if (lineEnd > 12 && text.charCodeAt(12) !== 32) return -1;
  const status = Number(text.slice(9, 12));
  return Number.isInteger(status) && status >= 100 && DIGITS.test(text.slice(9, 12)) ? status : -1;
}

function collectFields(text: string, start: number): Hop | string {
  const hop: Hop = {
    fields: [],
    length: undefined,
    coding: undefined,
    connection: undefined,
    keepAlive: undefined,
    upgrade: undefined,
    trailer: undefined,
  };
  for (let at = start; at < text.length;) {
    const end = endOfLine(text, at);
    const colon = text.indexOf(':', at);
    if (colon <= at || colon >= end) return 'field line';
    const name = text.slice(at, colon);
    if (!TOKEN.test(name)) return 'field name';
    const fault = keepField(hop, name, text.slice(colon + 1, end).trim());
    if (fault) return fault;
    at = end + 2;
  }
  return hop;
}

/** Sorts one field: to the client, or to what is known of the hop. Lengths first, since most names are neither. */
function keepField(hop: Hop, name: string, value: string): string | undefined {
  switch (name.length) {
    case 2:
    case 7:
    case 10:
    case 14:
    case 16:
    case 17:
      return keepHopField(hop, name, value);
    default:
      hop.fields.push(name, value);
      return undefined;
  }
}

function keepHopField(hop: Hop, name: string, value: string): string | undefined {
  switch (name.toLowerCase()) {
    case 'content-length':
      return keepContentLength(hop, value);
    case 'transfer-encoding':
      return keepCoding(hop, value);
    case 'connection':
      hop.connection = hop.connection === undefined ? value : `${hop.connection},${value}`;
      return undefined;
    case 'keep-alive':
      hop.keepAlive = value;
      return undefined;
    case 'upgrade':
      hop.upgrade = value;
      return undefined;
    case 'te':
    case 'proxy-connection':
      return undefined;
    case 'trailer':
      hop.trailer = value;
      return undefined;
    default:
      hop.fields.push(name, value);
      return undefined;
  }
}

/** One length, in digits: a list or a second line is read in different ways (RFC 9112 §6.3). */
function keepContentLength(hop: Hop, value: string): string | undefined {
  if (hop.length !== undefined || !DIGITS.test(value)) return 'content-length';
  hop.length = value;
  return undefined;
}

function keepCoding(hop: Hop, value: string): string | undefined {
  if (hop.coding !== undefined) return 'transfer-encoding';
  hop.coding = value.toLowerCase();
  return undefined;
}

interface Rest {
  readonly hop: Hop;
  readonly bodiless: boolean;
}

function assemble(
  reason: string,
  status: number,
  version: number,
  { hop, bodiless }: Rest,
): ResponseHead | string {
  const framing = framingOf(hop, status, { bodiless, version });
  if (framing === undefined) return 'transfer-encoding';
  const nominated = hop.connection === undefined ? undefined : nominatedNames(hop.connection);
  return {
    status,
    reason,
    fields: nominated ? without(hop.fields, nominated) : hop.fields,
    framing,
    length: framing === 'length' ? Number(hop.length) : 0,
    keepAlive: framing !== 'close' && staysOpen(hop, version),
    keepAliveSeconds: hop.keepAlive === undefined ? -1 : timeoutOf(hop.keepAlive),
    upgrade: hop.upgrade,
    trailer: hop.trailer,
  };
}

/** `undefined` where the framing could be read in two ways: a coding of HTTP/1.0, an unknown one, one beside a length. */
function framingOf(
  hop: Hop,
  status: number,
  { bodiless, version }: { bodiless: boolean; version: number },
): Framing | undefined {
  if (status < 200 || status === 204) return 'none'; // These carry no length either (RFC 9110 §8.6).
  if (bodiless || status === 304) return keepLength(hop, 'none');
  if (hop.coding !== undefined) {
    return hop.coding === 'chunked' && hop.length === undefined && version === 1 ? 'chunked' : undefined;
  }
  return hop.length === undefined ? 'close' : keepLength(hop, 'length');
}

function keepLength(hop: Hop, framing: Framing): Framing {
  if (hop.length !== undefined) hop.fields.push('Content-Length', hop.length);
  return framing;
}

function staysOpen({ connection }: Hop, version: number): boolean {
  if (connection === undefined) return version === 1;
  const options = connection.toLowerCase();
  return version === 1 ? !/\bclose\b/u.test(options) : /\bkeep-alive\b/u.test(options);
}

function timeoutOf(keepAlive: string): number {
  const seconds = /(?:^|[,\s])timeout=(\d{1,6})/iu.exec(keepAlive)?.[1];
  return seconds === undefined ? -1 : Number(seconds);
}

function without(fields: string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at] as string;
    if (!names.has(name.toLowerCase())) kept.push(name, fields[at + 1] as string);
  }
  return kept;
}
