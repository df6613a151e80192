import { isSecretName } from './secret-names.ts';

const KEY = /\.([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gu;

/** The value that holds the place (`$.items[3]` for `$.items[3].price`), and whether a secret's name is on the way to it. */
export function valuesAround(
  root: unknown,
  place: string,
): { readonly value: unknown; readonly secret: boolean } {
  const keys = [...place.matchAll(KEY)].map(([, name, index, quoted]) => name ?? index ?? unquote(quoted));
  let value = root;
  let secret = false;
  for (const key of keys.slice(0, -1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) break;
    const inside = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof inside !== 'object' || inside === null) break;
    secret ||= isSecretName(key);
    value = inside;
  }
  return { value, secret };
}

function unquote(quoted = '""'): string {
  return JSON.parse(quoted) as string;
}
