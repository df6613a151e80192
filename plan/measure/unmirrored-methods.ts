/** Methods that the proxy mirrors without being told that it may. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Mirrored {
  readonly match: { readonly method?: readonly string[] | undefined };
  readonly shadow?: { readonly unsafe: boolean } | undefined;
}

/** Methods of a route whose requests its shadow leaves out, since they change something and nobody has consented; `*`: any. */
export function unmirroredMethods({ match, shadow }: Mirrored): readonly string[] {
  if (shadow?.unsafe === true) return [];
  return (match.method ?? ['*']).filter((method) => !SAFE.has(method));
}
