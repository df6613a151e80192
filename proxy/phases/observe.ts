import type { Exchange } from './exchange.ts';

/** The last phase, of every request: once, whatever happened. */
export function end(exchange: Exchange): void {
  if (exchange.over) return;
  exchange.over = true;
  const { context, stats, body } = exchange;
  context.deadlines.remove(exchange);
  context.inFlight--;
  stats.inFlight--;
  stats.bytesOut += exchange.bytesOut;
  const milliseconds = context.now() - exchange.startedAt;
  exchange.elapsed = milliseconds;
  stats.count(exchange.method, exchange.status, milliseconds);
  // The time of an answer that took two tries at two sides is neither's; that of a tunnel is nobody's.
  if (!exchange.fellBack && exchange.status !== 101) stats.time(milliseconds);
  if (exchange.tunnel) context.tunnels.delete(exchange);
  if (body.kind !== 'none') body.discard();
  exchange.copy?.drop('unanswered'); // Without effect where the client has its whole answer.
  context.observe(exchange);
}
