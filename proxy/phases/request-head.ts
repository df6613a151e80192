import { traceparentOf } from '../observe/tracing/trace-context.ts';
import { nominatedNames } from '../upstream/hop-by-hop.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { Exchange } from './exchange.ts';

/** What the client said about hops before it, where it is to be believed. */
interface Said {
  readonly believed: boolean;
  forwardedFor: string;
  forwardedProto: string;
  forwardedHost: string;
  forwarded: string;
}

/**
 * The header section for the upstream, as text: the client's fields with their order, case and duplicates, less those
 * of the hop, less forwarding fields that nobody vouches for, and with our own.
 */
export function requestHead(exchange: Exchange, upstream: Upstream, extra = ''): string {
  const { request, target, method } = exchange;
  const { rawHeaders, headers } = request;
  const nominated = headers.connection === undefined ? undefined : nominatedNames(headers.connection);
  const said: Said = {
    believed: exchange.peer.trusted,
    forwardedFor: '',
    forwardedProto: '',
    forwardedHost: '',
    forwarded: '',
  };
  const seen: Seen = { said, nominated, traced: exchange.trace !== undefined };
  let fields = '';
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const value = rawHeaders[at + 1] as string;
    if (isOrdinary(name.length) && nominated === undefined) fields += `${name}: ${value}\r\n`;
    else if (passes(name.toLowerCase(), value, seen)) fields += `${name}: ${value}\r\n`;
  }
  const host = hostFor(exchange, upstream);
  if (exchange.trace) fields += `traceparent: ${traceparentOf(exchange.trace)}\r\n`;
  return `${method} ${target.forwarded} HTTP/1.1\r\nHost: ${host}\r\n${fields}${framing(exchange)}${forwarding(exchange, said)}${extra}\r\n`;
}

interface Seen {
  readonly said: Said;
  readonly nominated: ReadonlySet<string> | undefined;
  /** We write the traceparent ourselves. */
  readonly traced: boolean;
}

/** Bit n: some field that is not simply passed on has a name of n letters. */
const SPECIAL_LENGTHS = [2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 22].reduce(
  (bits, length) => bits | (1 << length),
  0,
);

function isOrdinary(length: number): boolean {
  return length > 31 || (SPECIAL_LENGTHS & (1 << length)) === 0;
}

/** Fields that never pass: of the hop (RFC 9110 §7.6.1), or written by us, or forgeries of what is written by us. */
const WITHHELD = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'proxy',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
  'x-request-id',
  'x-banyan-shadow',
  'x-banyan-repeat',
  'x-real-ip',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-server',
  'x-forwarded-ssl',
  'x_forwarded_for',
  'x_forwarded_host',
  'x_forwarded_proto',
  'x_forwarded_port',
  'x_forwarded_prefix',
  'x_real_ip',
]);

function passes(name: string, value: string, { said, nominated, traced }: Seen): boolean {
  if (traced && name === 'traceparent') return false;
  if (name.startsWith(':')) return false; // Pseudo fields of HTTP/2.
  if (isSaid(name, value, said) || WITHHELD.has(name)) return false;
  return nominated === undefined || !nominated.has(name);
}

const SAID = new Set(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'forwarded']);

/** Keeps what chains of proxies tell each other; it is written anew, with our own part. */
function isSaid(name: string, value: string, said: Said): boolean {
  if (!said.believed) return SAID.has(name);
  switch (name) {
    case 'x-forwarded-for':
      said.forwardedFor += said.forwardedFor === '' ? value : `, ${value}`;
      return true;
    case 'x-forwarded-proto':
      said.forwardedProto = value;
      return true;
    case 'x-forwarded-host':
      said.forwardedHost = value;
      return true;
    case 'forwarded':
      said.forwarded += said.forwarded === '' ? value : `, ${value}`;
      return true;
    default:
      return false;
  }
}

/** The length as the client gave it (it is among the fields), or chunks where it sent chunks, whatever the method. */
function framing({ body, request }: Exchange): string {
  const expect = body.expectsContinue ? 'Expect: 100-continue\r\n' : '';
  if (body.kind !== 'chunked') return expect;
  const trailer = request.headers.trailer;
  const announced =
    trailer !== undefined && /^[\w\-, ]{1,200}$/u.test(trailer) ? `Trailer: ${trailer}\r\n` : '';
  return `${expect}Transfer-Encoding: chunked\r\n${announced}`;
}

function hostFor({ host }: Exchange, { spec }: Upstream): string {
  return spec.keepHost && host !== '' ? host : ownHost(spec.addresses[0]);
}

function ownHost(address: Upstream['spec']['addresses'][number] | undefined): string {
  if (address === undefined || address.socketPath !== undefined) return 'localhost';
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return address.port === (address.protocol === 'https' ? 443 : 80) ? host : `${host}:${address.port}`;
}

/** From a peer that is not trusted nothing is believed: what it said is replaced by what is seen. */
function forwarding(exchange: Exchange, said: Said): string {
  const { peer, context, requestId } = exchange;
  const chain = said.forwardedFor === '' ? peer.address : `${said.forwardedFor}, ${peer.address}`;
  const proto = said.forwardedProto || (peer.secure ? 'https' : 'http');
  const host = said.forwardedHost || exchange.host;
  const forwarded = said.forwarded && `Forwarded: ${said.forwarded}, ${forwardedPart(exchange)}\r\n`;
  const hostLine = host === '' ? '' : `X-Forwarded-Host: ${host}\r\n`;
  return `X-Forwarded-For: ${chain}\r\nX-Forwarded-Proto: ${proto}\r\n${hostLine}${forwarded}X-Request-Id: ${requestId}\r\nVia: ${exchange.request.httpVersion} ${context.via}\r\n`;
}

/** RFC 7239 §4. */
function forwardedPart({ peer }: Exchange): string {
  const address = peer.address.includes(':') ? `"[${peer.address}]"` : peer.address;
  return `for=${address};proto=${peer.secure ? 'https' : 'http'}`;
}
