import { ts } from 'ts-morph';

/** How a name came by a value: an expression, with a path into it for a pattern. */
export interface Declared {
  readonly name: string;
  /** Function that declares it; 0 is the module. */
  in: number;
  /** Function in which the value is written. */
  readonly from: number;
  readonly class: number;
  readonly value?: ts.Node;
  readonly type?: ts.TypeNode;
  readonly source: 'value' | 'each' | 'param' | 'assigned';
  /** Of a pattern: `{a: {b}}` gives `b` the path `a`, `b`. */
  readonly path: readonly string[];
  /** `rest`: this parameter and all that follow it. */
  readonly param?: { readonly of: number; readonly index: number; readonly rest?: boolean };
  readonly exported?: true;
  /** A parameter with an annotation; the function keeps the type. */
  readonly annotated?: boolean;
}

/** The names that a pattern binds, with the way to each. Iterative: a pattern nests as deep as its author likes. */
export function namesOf(
  pattern: ts.BindingName,
): { name: string; path: string[]; fallback?: ts.Expression }[] {
  const found: { name: string; path: string[]; fallback?: ts.Expression }[] = [];
  const open: { at: ts.BindingName; path: string[]; fallback?: ts.Expression }[] = [
    { at: pattern, path: [] },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, path, fallback } = next;
    if (ts.isIdentifier(at)) {
      found.push({ name: at.text, path, ...(fallback && path.length > 0 ? { fallback } : {}) });
      continue;
    }
    at.elements.forEach((element, index) => {
      if (!ts.isBindingElement(element)) return;
      const key = element.dotDotDotToken ? undefined : keyOf(element, index, ts.isArrayBindingPattern(at));
      const initial = element.initializer;
      open.push({
        at: element.name,
        path: key === undefined ? path : [...path, key],
        ...(initial ? { fallback: initial } : {}),
      });
    });
  }
  return found;
}

function keyOf(
  { propertyName, name }: ts.BindingElement,
  index: number,
  isList: boolean,
): string | undefined {
  if (isList) return String(index);
  const key = propertyName ?? name;
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}
