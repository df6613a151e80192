import type { Address } from '../schema/address.ts';

/** What an upstream is where nothing is said; no news in a difference. */
const USUAL: Readonly<Record<string, string>> = { balance: 'round-robin', host: 'keep' };

/**
 * The single values of a part of the plan as people write them, by their path: `upstream` → `http://127.0.0.1:4001`,
 * `proxy.drain` → `30000`. Lists of plain values are one value.
 */
export function leavesOf(value: unknown, path: string): Map<string, string> {
  if (value === undefined) return new Map();
  const text = textOf(value);
  if (text !== undefined) return new Map([[path, text]]);
  if (Object.keys(value as object).length === 0) return new Map([[path, '{}']]);
  const isUpstream = typeof value === 'object' && value !== null && 'addresses' in value;
  return new Map(
    Object.entries(value as object).flatMap(([key, inner]) => {
      if (isUpstream && USUAL[key] === inner) return [];
      return [...leavesOf(inner, key === 'addresses' ? path : `${path}.${key}`)];
    }),
  );
}

/** Undefined for what has parts that differ one by one. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return String(value);
  if (isAddress(value)) return addressText(value);
  if ('kind' in value && 'path' in value)
    return `${value.kind === 'body' ? '' : `${String(value.kind)}:`}${String(value.path)}`;
  if (!Array.isArray(value)) return undefined;
  const items = value.map(textOf);
  return items.includes(undefined) ? undefined : items.join(', ') || '(none)';
}

function isAddress(value: object): value is Address {
  return 'kind' in value && (value.kind === 'tcp' || value.kind === 'unix');
}

function addressText(address: Address): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${address.secure ? 'https' : 'http'}://${host}:${address.port}`;
}
