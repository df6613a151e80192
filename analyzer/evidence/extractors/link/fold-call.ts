type Change = (text: string, from: string, to: string) => string;

/** Methods of strings that give another string, as far as constants go. */
const CHANGES: Readonly<Record<string, Change>> = {
  replaceAll: (text, from, to) => text.split(from).join(to),
  replace: (text, from, to) => {
    const at = text.indexOf(from);
    return at < 0 ? text : text.slice(0, at) + to + text.slice(at + from.length);
  },
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  toString: (text: string) => text,
};

export const TEXT_METHODS: ReadonlySet<string> = new Set(Object.keys(CHANGES));

const ARGUMENTS: Readonly<Record<string, number>> = { replaceAll: 2, replace: 2 };

/** What a method gives; nothing where an argument is no plain string: patterns of a repository are not run. */
export function changedText(
  method: string,
  text: string,
  args: readonly (string | undefined)[],
): string | undefined {
  const change = TEXT_METHODS.has(method) ? CHANGES[method] : undefined;
  const given = args.slice(0, ARGUMENTS[method] ?? 0);
  if (!change || given.length < (ARGUMENTS[method] ?? 0) || given.includes(undefined)) return undefined;
  return change(text, given[0] ?? '', given[1] ?? '');
}

const CAMEL_CASE = /^(?:camelcase|camel-case\.camelCase|change-case\.camelCase|lodash\.camelCase)$/u;

/** Whether a function of a package makes `orderItems` of `order items`. */
export function isCamelCase(origin: string): boolean {
  return CAMEL_CASE.test(origin);
}

/** `'order items'` and `'OrderItems'` are `orderItems`. */
export function toCamelCase(text: string): string {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/gu) ?? [];
  return words
    .map(
      (word, at) =>
        (at === 0 ? '' : word.slice(0, 1).toUpperCase()) + word.slice(at === 0 ? 0 : 1).toLowerCase(),
    )
    .join('');
}

/** `OrderItems` is `order_items`. */
export function toSnakeCase(text: string): string {
  return text.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_').toLowerCase();
}
