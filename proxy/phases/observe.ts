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
  stats.count(exchange.method, exchange.status, context.now() - exchange.startedAt);
  if (exchange.tunnel) context.tunnels.delete(exchange);
  if (body.kind !== 'none') body.discard();
  exchange.copy?.drop('unanswered'); // Without effect where the client has its whole answer.
  context.observe(exchange);
}
