import { z } from 'zod';

/** Where something listens or is reached. */
export type Address =
  | { readonly kind: 'tcp'; readonly secure: boolean; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly secure: false; readonly path: string };

/** The longest path that a Unix socket address holds on every system (sun_path, less its end). */
const LONGEST_SOCKET_PATH = 103;

const UPSTREAM = 'must be http://host:port, https://host:port or unix:/path/to.sock';
const LISTEN = 'must be host:port, such as 127.0.0.1:8080, or unix:/path/to.sock';

/** An address to forward to: an origin without path, query or credentials, since those would rewrite requests. */
export const upstreamAddress = z
  .string({ error: UPSTREAM })
  .transform((written, context): Address => toAddress(upstreamOf(written), context, UPSTREAM))
  .describe('http://host:port, https://host:port or unix:/path/to.sock.');

/** An address to listen on. Port 0 lets the system choose. */
export const listenAddress = z
  .string({ error: LISTEN })
  .transform((written, context): Address => toAddress(listenOf(written), context, LISTEN))
  .describe('host:port or unix:/path/to.sock.');

function toAddress(address: Address | undefined, context: z.RefinementCtx, message: string): Address {
  if (address) return address;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function upstreamOf(written: string): Address | undefined {
  const socket = socketOf(written);
  if (socket || !/^https?:\/\/[^\s/?#@\\]+\/?$/u.test(written) || !URL.canParse(written)) return socket;
  const { protocol, hostname, port } = new URL(written);
  const secure = protocol === 'https:';
  const number = port === '' ? (secure ? 443 : 80) : Number(port);
  return number === 0 ? undefined : { kind: 'tcp', secure, host: bare(hostname), port: number };
}

function listenOf(written: string): Address | undefined {
  const socket = socketOf(written);
  const [, host, port] = /^(\[[\da-fA-F:.]+\]|[A-Za-z0-9._-]+|\*):(\d{1,5})$/u.exec(written) ?? [];
  if (socket || host === undefined || Number(port) > 65_535) return socket;
  return { kind: 'tcp', secure: false, host: host === '*' ? '::' : bare(host), port: Number(port) };
}

function socketOf(written: string): Address | undefined {
  const path = written.startsWith('unix:/') ? written.slice('unix:'.length) : '';
  const fits = path.length > 1 && Buffer.byteLength(path) <= LONGEST_SOCKET_PATH && !path.includes('\0');
  return fits ? { kind: 'unix', secure: false, path } : undefined;
}

/** `[::1]` in a URL is `::1` to a socket. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/gu, '');
}
