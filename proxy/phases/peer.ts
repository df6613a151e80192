import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest, ServerHttp2Session } from 'node:http2';
import { BlockList, isIPv6, type Socket } from 'node:net';

/** Who is at the other end of a client connection. Taken when it opens: after a reset the socket no longer knows. */
export interface Peer {
  readonly address: string;
  readonly secure: boolean;
  /** Its forwarding fields are believed. */
  readonly trusted: boolean;
}

const peers = new WeakMap<object, Peer>();
/** The peer remembered last: a session begins in the same turn as its connection. */
let last: Peer | undefined;
const NOBODY: Peer = { address: 'unknown', secure: false, trusted: false };

/** Remembers a connection's peer, for as long as the socket lives. */
export function rememberPeer(socket: Socket, secure: boolean, trusted: (address: string) => boolean): void {
  const address = plainAddress(socket.remoteAddress ?? 'unknown');
  last = { address, secure, trusted: trusted(address) };
  peers.set(socket, last);
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/u, '');
}

/** A session of HTTP/2 hides its socket behind another object, so it is remembered by itself. */
export function rememberSession(session: ServerHttp2Session): void {
  const { remoteAddress = 'unknown' } = session.socket;
  peers.set(session, last?.address === plainAddress(remoteAddress) ? last : { ...NOBODY, secure: true });
}

export function peerOf(request: IncomingMessage): Peer {
  const session = streamOf(request)?.session;
  return peers.get(session ?? request.socket) ?? NOBODY;
}

/** The stream of a request over HTTP/2. By its presence and not by the version, which HTTP/1 lets clients write. */
export function streamOf(request: IncomingMessage): Http2ServerRequest['stream'] | undefined {
  return (request as unknown as { readonly stream?: Http2ServerRequest['stream'] }).stream;
}

/** Whether an address is in one of the ranges (`10.0.0.0/8`, `::1`). A Unix socket's peer is trusted: it is local. */
export function trustList(ranges: readonly string[]): (address: string) => boolean {
  if (ranges.length === 0) return () => false;
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
