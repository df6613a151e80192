import { createHash } from 'node:crypto';
import type { BreachIdentity } from '../model/breach.ts';

/** The identity as one text. */
export function breachKey({ kind, from, to, module, symbol }: BreachIdentity): string {
  return JSON.stringify([kind, from, to, module, symbol]);
}

/** Short, for people to type; 40 bits, so that among 10,000 breaches a clash has odds of 1 in 20,000. */
export function breachId(identity: BreachIdentity): string {
  return createHash('sha256').update(breachKey(identity)).digest('hex').slice(0, 10);
}
