import type { IncomingMessage } from 'node:http';
import type { Limits } from '../model/limits.ts';
import { streamOf } from './peer.ts';
import { type Refusal, refusal } from './refusal.ts';

/**
 * The second phase: what no upstream should have to see. Node's parser has refused broken framing before; this refuses
 * what it lets through and servers read in different ways.
 */
export function refusalOf(request: IncomingMessage, limits: Limits): Refusal | undefined {
  const { rawHeaders, headers, method } = request;
  if (rawHeaders.length > limits.headerFields * 2) {
    return refusal(431, 'too-many-fields', `More than ${limits.headerFields} header fields.`, true);
  }
  if ((request.url as string).length > limits.targetBytes) {
    return refusal(414, 'target-too-long', `The request target is over ${limits.targetBytes} bytes.`, true);
  }
  if (request.httpVersionMajor !== 1 && streamOf(request) === undefined) {
    return refusal(505, 'http-version', 'HTTP/1.0, HTTP/1.1 and, over TLS, HTTP/2 are served.', true);
  }
  if (method === 'TRACE' || method === 'CONNECT') {
    return refusal(405, 'method', `${method} is not served here.`, true);
  }
  return hostRefusal(request) ?? bodyRefusal(request, headers['content-length'], limits);
}

const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]*)(?::\d{0,5})?$/iu;

/** One Host, and one that names a host (RFC 9112 §3.2). */
function hostRefusal(request: IncomingMessage): Refusal | undefined {
  const { rawHeaders, headers } = request;
  const { host } = headers;
  if (streamOf(request) !== undefined) return authorityRefusal(headers[':authority'], host);
  if (host === undefined) return undefined; // Node has refused it, but for HTTP/1.0, where none is needed.
  if (!HOST.test(host)) return refusal(400, 'bad-host', 'The Host field does not name a host.', true);
  let seen = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') seen++;
  }
  return seen > 1 ? refusal(400, 'two-hosts', 'More than one Host field.', true) : undefined;
}

/** HTTP/2 names its host in `:authority`; a Host field may only repeat it (RFC 9113 §8.3.1). */
function authorityRefusal(
  authority: string | string[] | undefined,
  host: string | undefined,
): Refusal | undefined {
  const named = typeof authority === 'string' ? authority : host;
  if (named === undefined || !HOST.test(named)) {
    return refusal(400, 'bad-host', 'The authority does not name a host.');
  }
  if (host === undefined || host.toLowerCase() === named.toLowerCase()) return undefined;
  return refusal(400, 'two-hosts', 'Host and authority name two hosts.');
}

function bodyRefusal(
  { headers, httpVersionMinor }: IncomingMessage,
  length: string | undefined,
  { bodyBytes }: Limits,
): Refusal | undefined {
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked') {
      return refusal(501, 'transfer-coding', 'Only the chunked transfer coding is served.', true);
    }
    if (length !== undefined || httpVersionMinor === 0) {
      return refusal(400, 'framing', 'The length of the body can be read in two ways.', true);
    }
  }
  if (length !== undefined && bodyBytes > 0 && Number(length) > bodyBytes) {
    return refusal(413, 'body-too-large', `The body is over ${bodyBytes} bytes.`, true);
  }
  return undefined;
}
