import { ts } from 'ts-morph';
import type { Term, TypeTerm } from './term.ts';

interface Mentions {
  readonly mention: (name: string, scope: number) => void;
}

/** `Promise<X>` is `X`: who holds one awaits it. */
const WRAPPERS = new Set(['Promise', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Ref', 'Relation']);
const LISTS = new Set(['Array', 'ReadonlyArray', 'Set', 'Iterable', 'Collection']);

/** The named type that an annotation comes down to; `unknown` for literals, functions, primitives. */
export function typeTermOf(type: ts.TypeNode, context: Mentions): Term {
  const found = named(type, context, 0);
  return found ?? { kind: 'unknown' };
}

/** `{ type }` where an annotation names a type; nothing for `string` and its like. */
export function typed(type: ts.TypeNode | undefined, context: Mentions): { type?: Term } {
  const found = type && named(type, context, 0);
  return found ? { type: found } : {};
}

function named(type: ts.TypeNode, context: Mentions, depth: number): TypeTerm | undefined {
  if (depth > DEEPEST) return undefined;
  if (ts.isTypeReferenceNode(type)) return reference(type, context, depth);
  if (ts.isTypeQueryNode(type)) return { ...entity(type.exprName, context), of: 'value' };
  if (ts.isIndexedAccessTypeNode(type)) return rootField(type);
  if (ts.isArrayTypeNode(type)) return asList(named(type.elementType, context, depth + 1));
  for (const inner of insideOf(type)) {
    const found = named(inner, context, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const DEEPEST = 8;

/** Of `A | undefined`, `readonly A[]`, `(A)`: the types that may say something. */
function insideOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return [type.type];
  return ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type) ? type.types : [];
}

function reference(type: ts.TypeReferenceNode, context: Mentions, depth: number): TypeTerm {
  const whole = entity(type.typeName, context);
  const given = type.typeArguments ?? [];
  const first = given[0];
  if (first && WRAPPERS.has(whole.name)) return named(first, context, depth + 1) ?? whole;
  if (first && LISTS.has(whole.name)) return asList(named(first, context, depth + 1)) ?? whole;
  return given.length === 0
    ? whole
    : { ...whole, args: given.map((argument) => typeTermOf(argument, context)) };
}

/** `MutationResolvers['addOrder']`, as code generators write it: `MutationResolvers.addOrder`. */
function rootField({ objectType, indexType }: ts.IndexedAccessTypeNode): TypeTerm | undefined {
  if (!ts.isTypeReferenceNode(objectType) || !ts.isIdentifier(objectType.typeName)) return undefined;
  if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal)) return undefined;
  const { text } = objectType.typeName;
  return text.endsWith('Resolvers') ? { kind: 'type', name: `${text}.${indexType.literal.text}` } : undefined;
}

function asList(type: TypeTerm | undefined): TypeTerm | undefined {
  return type && { ...type, list: true };
}

function entity(name: ts.EntityName, { mention }: Mentions): TypeTerm {
  const parts: string[] = [];
  let at = name;
  while (ts.isQualifiedName(at)) {
    parts.unshift(at.right.text);
    at = at.left;
  }
  mention(at.text, 0);
  return { kind: 'type', name: [at.text, ...parts].join('.') };
}
