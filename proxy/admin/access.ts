import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AdminSpec } from '../model/settings.ts';

/** Why a request may not speak to the admin: status and a sentence. */
export interface Denial {
  readonly status: 400 | 401 | 403 | 415;
  readonly detail: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu;

export function isLoopback({ address }: AdminSpec): boolean {
  return address.kind === 'unix' || LOOPBACK.test(address.host);
}

/**
 * Who may speak: a caller that names this host (or a page elsewhere could reach us by DNS rebinding), that is no page
 * of another origin (CSRF), and that knows the token where there is one.
 */
export function denialOf(request: IncomingMessage, spec: AdminSpec): Denial | undefined {
  const stranger = strangerDenial(request, spec);
  if (stranger) return stranger;
  if (isCrossSite(request)) return { status: 403, detail: 'Requests of other origins are refused.' };
  if (spec.token !== undefined && !knowsToken(request, spec.token)) {
    return { status: 401, detail: 'A token is needed: Authorization: Bearer <token>.' };
  }
  return isChange(request) && !/^application\/json\b/iu.test(request.headers['content-type'] ?? '')
    ? { status: 415, detail: 'Content-Type must be application/json.' }
    : undefined;
}

/** The first of these rules alone: for the page, which a link elsewhere may lead to and which holds no data. */
export function strangerDenial(
  { headers, rawHeaders }: IncomingMessage,
  spec: AdminSpec,
): Denial | undefined {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  const own = spec.address.kind === 'unix' || isOwnHost(headers.host ?? '', spec.address.host);
  return own && hosts <= 1 ? undefined : { status: 403, detail: 'The Host field does not name this admin.' };
}

function isChange({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Browsers say where a request comes from; programs say nothing, and are not what CSRF is about. */
function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  const { origin, host } = headers;
  return (site !== 'same-origin' && site !== 'none') || (origin !== undefined && origin !== `http://${host}`);
}

/** Loopback names always; another name only where it is the one that was configured to listen on. */
function isOwnHost(host: string, listened: string): boolean {
  const name = host.replace(/:\d{1,5}$/u, '');
  if (LOOPBACK.test(name)) return true;
  if (listened === '0.0.0.0' || listened === '::') return name !== ''; // The token guards it: see `isLoopback`.
  return name.toLowerCase() === listened.toLowerCase() || name === `[${listened}]`;
}

function knowsToken({ rawHeaders, headers }: IncomingMessage, token: string): boolean {
  const lines = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization');
  const given = /^Bearer (\S+)$/u.exec(headers.authorization ?? '')?.[1];
  // Hashed, so that the comparison takes as long for every token of every length.
  return timingSafeEqual(digest(given ?? ''), digest(token)) && lines.length === 1 && given !== undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
