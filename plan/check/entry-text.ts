import type { BreachIdentity } from '../model/breach.ts';
import { namesInShort } from './names-in-short.ts';

/** `crossing orders → users: src/orders/place.ts findUser`, `cycle mail, orders, users … and 31 more`. */
export function entryText({ kind, from, to, module, symbol }: BreachIdentity): string {
  if (kind === 'cycle') return `cycle ${namesInShort([from, ...to.split('+')])}`;
  return [`${kind} ${from} → ${to}:`, module, symbol].filter((part) => part !== '').join(' ');
}
