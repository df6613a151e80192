import type { ResponseHead } from '../upstream/response-head.ts';
import type { Exchange } from './exchange.ts';

/** Writes an upstream's header section to the client, in the client's version of HTTP. Throws where node refuses it. */
export function writeClientHead(exchange: Exchange, head: ResponseHead): void {
  const { response, request, context, body } = exchange;
  const { fields } = head;
  if (exchange.http2) {
    response.writeHead(head.status, asObject(fields));
    return;
  }
  // A client that waits for 100 may send its body or not: nobody knows where its next request begins.
  if (context.draining || (body.expectsContinue && body.untouched)) fields.push('Connection', 'close');
  if (head.trailer !== undefined && head.framing === 'chunked' && TRAILER.test(head.trailer)) {
    if (request.httpVersionMinor === 1) fields.push('Trailer', head.trailer);
  }
  response.writeHead(head.status, head.reason, fields);
}

const TRAILER = /^[\w\-, ]{1,200}$/u;

/** HTTP/2 takes names and values as an object; repeated fields as a list. */
function asObject(fields: readonly string[]): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (let at = 0; at < fields.length; at += 2) {
    const name = (fields[at] as string).toLowerCase();
    const value = fields[at + 1] as string;
    const known = object[name];
    if (known === undefined) object[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else object[name] = [known, value];
  }
  return object;
}
