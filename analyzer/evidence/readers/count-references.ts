import { ts } from 'ts-morph';
import type { NodeReader } from '../facts/scan.ts';

/**
 * Counts how often watched names are referred to. Every identifier counts, and those in member position (`a.name`,
 * `{name: …}`, a method called `name`) are taken back, since they mean something else. Shadowing is not followed.
 */
export function countReferences(): References & { watch: (local: string) => void; readers: NodeReader[] } {
  const counts = new Map<string, number>();
  const members = new Map<string, string[]>();
  const add: Add = (name, by) => {
    if (!name || !ts.isIdentifier(name)) return;
    const count = counts.get(name.text);
    if (count !== undefined) counts.set(name.text, count + by);
  };
  const addMember: AddMember = (owner, member) => {
    if (!ts.isIdentifier(owner) || !counts.has(owner.text) || !ts.isIdentifier(member)) return;
    members.set(owner.text, [...(members.get(owner.text) ?? []), member.text]);
  };
  return {
    watch: (local) => void counts.set(local, counts.get(local) ?? 0),
    of: (local) => Math.max(0, counts.get(local) ?? 0),
    membersOf: (local) => onlyMembers(members.get(local), counts.get(local)),
    readers: [...referenceReaders(add), ...memberReaders(addMember)],
  };
}

function referenceReaders(add: Add): NodeReader[] {
  return [
    { kinds: [ts.SyntaxKind.Identifier], visit: (node) => add(node, 1) },
    { kinds: MEMBERS, visit: (node) => add((node as ts.NamedDeclaration).name, -1) },
    { kinds: [ts.SyntaxKind.QualifiedName], visit: (node) => add((node as ts.QualifiedName).right, -1) },
    {
      kinds: [ts.SyntaxKind.BindingElement],
      visit: (node) => add((node as ts.BindingElement).propertyName, -1),
    },
    {
      kinds: [ts.SyntaxKind.ImportDeclaration],
      visit: (node) => takeBackImport(node as ts.ImportDeclaration, add),
    },
    {
      kinds: [ts.SyntaxKind.ExportDeclaration],
      visit: (node) => takeBackReexport(node as ts.ExportDeclaration, add),
    },
  ];
}

function memberReaders(add: AddMember): NodeReader[] {
  return [
    {
      kinds: [ts.SyntaxKind.PropertyAccessExpression],
      visit: (node) =>
        add((node as ts.PropertyAccessExpression).expression, (node as ts.PropertyAccessExpression).name),
    },
    {
      kinds: [ts.SyntaxKind.QualifiedName],
      visit: (node) => add((node as ts.QualifiedName).left, (node as ts.QualifiedName).right),
    },
  ];
}

type Add = (name: ts.Node | undefined, by: number) => void;
type AddMember = (owner: ts.Node, member: ts.Node) => void;

/** What was counted, once the walk is over. */
export interface References {
  readonly of: (local: string) => number;
  /** Members taken from a name, sorted, where nothing but members is taken from it. */
  readonly membersOf: (local: string) => string[] | undefined;
}

function onlyMembers(members: readonly string[] | undefined, uses: number | undefined): string[] | undefined {
  return members && members.length === uses ? [...new Set(members)].sort() : undefined;
}

/** Nodes whose `name` declares something, or names a member: no reference to what was imported. */
const MEMBERS = [
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.PropertySignature,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.MethodSignature,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.EnumMember,
  ts.SyntaxKind.JsxAttribute,
  ts.SyntaxKind.ImportEqualsDeclaration,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.BindingElement,
];

/** `export { a } from './x'` says nothing of an `a` in this file; `export { a }` does. */
function takeBackReexport({ exportClause, moduleSpecifier }: ts.ExportDeclaration, add: Add): void {
  if (!exportClause) return;
  if (ts.isNamespaceExport(exportClause)) return add(exportClause.name, -1);
  for (const { name, propertyName } of exportClause.elements) {
    if (moduleSpecifier) add(name, -1);
    else if (propertyName) add(name, -1); // `a as b`: only `a` refers.
    if (moduleSpecifier) add(propertyName, -1);
  }
}

/** The walk also meets the identifiers of the import itself. */
function takeBackImport({ importClause }: ts.ImportDeclaration, add: Add): void {
  add(importClause?.name, -1);
  const named = importClause?.namedBindings;
  if (!named) return;
  if (ts.isNamespaceImport(named)) add(named.name, -1);
  else {
    for (const { name, propertyName } of named.elements) {
      add(name, -1);
      add(propertyName, -1);
    }
  }
}
