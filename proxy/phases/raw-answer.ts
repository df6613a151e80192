import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Refusal } from './refusal.ts';

/** An answer on a connection that node's server has let go of; it ends the connection. */
export function writeRawRefusal(socket: Socket, { status, reason, detail, retryAfter }: Refusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const title = STATUS_CODES[status] ?? 'Error';
  const body = `${JSON.stringify({ title, status, detail, reason })}\n`;
  const retry = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${retry}Connection: close\r\n\r\n${body}`,
  );
}

/** Ends a connection so that a half-sent answer cannot be taken for a whole one. */
export function cutSocket(socket: Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}
