/**
 * The names that a Connection field gives up to this hop (RFC 9110 §7.6.1), lower-case; `undefined` where it holds
 * nothing but `close` and `keep-alive`. Fields that carry framing or routing stay whatever is nominated, since
 * removing them would change the message (GHSA-ggv3-7p47-pfv8).
 */
export function nominatedNames(connection: string): ReadonlySet<string> | undefined {
  if (connection === 'keep-alive' || connection === 'close') return undefined;
  const names = new Set<string>();
  for (const part of connection.toLowerCase().split(',')) {
    const name = part.trim();
    if (name !== '' && !KEPT.has(name)) names.add(name);
  }
  return names.size === 0 ? undefined : names;
}

const KEPT = new Set(['close', 'keep-alive', 'host', 'content-length', 'transfer-encoding', 'content-type']);
