import { ts } from 'ts-morph';
import type { Term } from './term.ts';
import { typed } from './type-term.ts';

const MOST_MEMBERS = 60;

/** The members of an interface or of `type X = {…}`; undefined for any other type, or one too large to be parts. */
export function membersOfShape(node: ts.Node): readonly ts.TypeElement[] | undefined {
  const literal = ts.isTypeAliasDeclaration(node) ? node.type : node;
  if (!ts.isInterfaceDeclaration(literal) && !ts.isTypeLiteralNode(literal)) return undefined;
  return literal.members.length > MOST_MEMBERS ? undefined : literal.members;
}

/** A property whose type has a name: it may be a service that is handed around. */
export function isTypedMember(
  member: ts.TypeElement,
): member is ts.PropertySignature & { readonly name: ts.Identifier; readonly type: ts.TypeReferenceNode } {
  return (
    ts.isPropertySignature(member) &&
    ts.isIdentifier(member.name) &&
    member.type !== undefined &&
    ts.isTypeReferenceNode(member.type)
  );
}

/** An interface as an object of types: `{ orders: OrderService }` offers what an `OrderService` does. */
export function shapeTerm(node: ts.Node, context: Parameters<typeof typed>[1]): Term {
  const entries = (membersOfShape(node) ?? []).filter(isTypedMember).flatMap((member): [string, Term][] => {
    const { type } = typed(member.type, context);
    return type === undefined ? [] : [[member.name.text, type]];
  });
  return { kind: 'object', entries };
}
