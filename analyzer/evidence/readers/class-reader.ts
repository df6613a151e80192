import { ts } from 'ts-morph';
import type { ClassDeclaration, DecoratorUse, Injection } from '../../model/module.ts';
import type { NodeReader, Scan } from '../facts/scan.ts';
import { injectionsOf } from './injections.ts';

/** Reads classes: decorators, heritage, and the types that a container injects, with calls on the injected fields. */
export function createClassReader(scan: Scan): { readers: NodeReader[]; facts: () => ClassDeclaration[] } {
  const found: { node: ts.ClassLikeDeclaration; injects: Injection[] }[] = [];
  const calls = new Map<string, number>();
  const readers: NodeReader[] = [
    {
      kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
      visit: (node) => {
        const declaration = node as ts.ClassLikeDeclaration;
        found.push({ node: declaration, injects: injectionsOf(declaration) });
      },
    },
    {
      kinds: [ts.SyntaxKind.CallExpression],
      visit: (node) => countFieldCall(node as ts.CallExpression, calls),
    },
  ];
  return {
    readers,
    facts: () => found.map(({ node, injects }) => describe(scan, node, withCalls(injects, calls))),
  };
}

/** `this.field.method()`; fields of two classes in one file share a count, which is rare and harmless. */
function countFieldCall({ expression }: ts.CallExpression, calls: Map<string, number>): void {
  if (!ts.isPropertyAccessExpression(expression)) return;
  const receiver = expression.expression;
  if (!ts.isPropertyAccessExpression(receiver) || receiver.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return;
  calls.set(receiver.name.text, (calls.get(receiver.name.text) ?? 0) + 1);
}

function withCalls(injects: readonly Injection[], calls: ReadonlyMap<string, number>): Injection[] {
  return injects.map((injection) => ({ ...injection, calls: calls.get(injection.field) ?? 0 }));
}

function describe(scan: Scan, node: ts.ClassLikeDeclaration, injects: Injection[]): ClassDeclaration {
  const extended = heritage(node, ts.SyntaxKind.ExtendsKeyword)[0];
  return {
    name: node.name?.text ?? 'default',
    line: scan.lineOf(node.name ?? node),
    decorators: decoratorsOf(node),
    ...(extended === undefined ? {} : { extends: extended }),
    implements: heritage(node, ts.SyntaxKind.ImplementsKeyword),
    injects,
  };
}

function heritage(node: ts.ClassLikeDeclaration, token: ts.HeritageClause['token']): string[] {
  const clauses = node.heritageClauses?.filter((clause) => clause.token === token) ?? [];
  return clauses
    .flatMap(({ types }) => types.map(({ expression }) => nameOf(expression)))
    .filter((name) => name !== '');
}

function nameOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

/** Decorators with their first argument where it is a plain string. */
function decoratorsOf(node: ts.HasDecorators): DecoratorUse[] {
  const uses: DecoratorUse[] = [];
  for (const modifier of node.modifiers ?? []) {
    if (!ts.isDecorator(modifier)) continue;
    const call = ts.isCallExpression(modifier.expression) ? modifier.expression : undefined;
    const name = nameOf(call ? call.expression : modifier.expression);
    const first = call?.arguments[0];
    if (name !== '')
      uses.push({ name, ...(first && ts.isStringLiteralLike(first) ? { argument: first.text } : {}) });
  }
  return uses;
}
