import { createHash } from 'node:crypto';
import type { Cause } from '../../model/divergence.ts';

/** A cause in one line: `$.items[*].price: number ≠ string`. */
export function causeText({ part, path, kind }: Cause): string {
  if (part === 'header') return `header ${path}: ${kind}`;
  return `${part === 'body' && path !== '' ? path : part}: ${kind}`;
}

/** Twelve hexadecimal digits that are the same for the same cause in every run. */
export function causeId({ part, path, kind }: Cause): string {
  return createHash('sha256')
    .update(JSON.stringify([part, path, kind]))
    .digest('hex')
    .slice(0, 12);
}
