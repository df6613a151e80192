/** How a format wants its identifiers. */
export interface IdentifierStyle {
  /** Makes a first form of a name, from characters that the format allows; may be empty. */
  readonly shape: (name: string) => string;
  /** For names that leave nothing. */
  readonly fallback: string;
  /** Between a name and the number that tells it from an equal one. */
  readonly separator?: string;
}

/**
 * One identifier for each name, unique without regard to case (some tools fold it), in the order given.
 * Returns a function that knows these names only.
 */
export function identifiers(names: Iterable<string>, style: IdentifierStyle): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    if (given.has(name)) continue;
    const id = free(style.shape(name).slice(0, 48) || style.fallback, taken, style.separator ?? '_');
    taken.add(id.toLowerCase());
    given.set(name, id);
  }
  return (name) => {
    const id = given.get(name);
    if (id === undefined) throw new Error(`No identifier was made for ${JSON.stringify(name)}.`);
    return id;
  };
}

/** Words of ASCII letters and digits, joined; safe as the inside of an identifier in every format here. */
export function asciiWords(name: string, separator: string): string {
  return (name.normalize('NFKD').match(/[a-z0-9]+/giu) ?? []).join(separator);
}

/** `order-items` → `OrderItems`. */
export function pascalCase(name: string): string {
  return asciiWords(name, ' ')
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function free(id: string, taken: ReadonlySet<string>, separator: string): string {
  if (!taken.has(id.toLowerCase())) return id;
  for (let number = 2; ; number += 1) {
    const next = `${id}${separator}${number}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}
