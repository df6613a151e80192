import type { Exchange } from '../phases/exchange.ts';

/** One request as one line of JSON. Names follow the nouns of the design; times in milliseconds, sizes in bytes. */
export function accessLine(exchange: Exchange, wallMs: number): string {
  const { request, target, endpoint, body, peer } = exchange;
  const { headers } = request;
  let line =
    `{"time":"${timestamp(wallMs)}","id":${text(exchange.requestId)},"client":"${peer.address}"` +
    `,"method":"${exchange.method}","host":${text(exchange.host)},"path":${text(target.path)}` +
    `,"protocol":"${request.httpVersion}","route":"${exchange.entry.label}","side":"${exchange.side}"` +
    `,"upstream":${text(endpoint?.address.label ?? '')},"status":${exchange.status},"ms":${round(exchange.elapsed)}` +
    `,"bytesIn":${body.bytes},"bytesOut":${exchange.bytesOut}`;
  if (exchange.attempts > 1) line += `,"attempts":${exchange.attempts}`;
  if (exchange.fellBack) line += ',"fellBack":true';
  if (exchange.reason !== '') line += `,"reason":"${exchange.reason}"`;
  if (headers['user-agent'] !== undefined) line += `,"agent":${text(headers['user-agent'])}`;
  if (typeof headers['traceparent'] === 'string') line += `,"trace":${text(headers['traceparent'])}`;
  return `${line}}\n`;
}

// Whatever is not plain and printable: quotes, backslashes, control bytes (which could forge lines or drive a terminal).
const UNSAFE = /[^ !#-[\]-~]/u;
/** No field is longer: a line stays one line that a log shipper takes. */
const MAX_TEXT = 2048;

function text(value: string): string {
  const kept = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  return UNSAFE.test(kept) ? escaped(kept) : `"${kept}"`;
}

function escaped(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

let lastMs = -1;
let lastText = '';

/** Formatting a date costs more than the rest of a line; many requests share a millisecond. */
function timestamp(wallMs: number): string {
  if (wallMs !== lastMs) {
    lastMs = wallMs;
    lastText = new Date(wallMs).toISOString();
  }
  return lastText;
}
