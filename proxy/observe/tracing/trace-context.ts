import { randomFillSync } from 'node:crypto';
import type { TraceContext } from '../../model/tracing.ts';

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/u;
const SAMPLED = 1;
/** 2³²: `share` as a number that random bits are below. */
const WHOLE = 0x1_0000_0000;

/**
 * Our hop in the caller's trace, sampled as the caller decided; or a trace of our own, sampled for `share` of the requests
 * (by the trace id, so that others who sample by it agree). A `traceparent` of a wrong form is as good as none (W3C §3.2.2).
 */
export function traceContext(traceparent: string | undefined, share: number): TraceContext {
  const found = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  const bytes = randomFillSync(Buffer.allocUnsafe(24));
  const spanId = bytes.toString('hex', 16);
  if (found) {
    const [, traceId = '', parentId = '', flags = ''] = found;
    return { traceId, spanId, parentId, sampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
  }
  return {
    traceId: bytes.toString('hex', 0, 16),
    spanId,
    parentId: '',
    sampled: bytes.readUInt32BE(12) < share * WHOLE,
  };
}

export function traceparentOf({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}
