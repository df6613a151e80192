import { ts } from 'ts-morph';
import { importOf, unwrapped } from './term-of.ts';

/** What can be told of a chain of calls without building its term. */
export interface CallShape {
  readonly root: ts.Expression;
  /** Names of the methods that are called, outermost first; a bare call has none. */
  readonly methods: readonly string[];
  /** Calls of the chain, outermost first. */
  readonly calls: readonly Callish[];
}

type Callish = ts.CallExpression | ts.NewExpression;

/** Runs for every call of a file, so it allocates little. */
export function shapeOf(outermost: Callish): CallShape {
  const methods: string[] = [];
  const calls: Callish[] = [];
  let at: ts.Expression = outermost;
  for (let next = innerOf(at); next; next = innerOf(at)) {
    if (at.kind === ts.SyntaxKind.CallExpression || at.kind === ts.SyntaxKind.NewExpression) {
      calls.push(at as Callish);
      const name = methodName(next);
      if (name !== undefined) methods.push(name);
    }
    at = next;
  }
  return { root: at, methods, calls };
}

/** One step from the outside in; nothing at the root. */
function innerOf(at: ts.Expression): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || ts.isNewExpression(at)) {
    return at.expression;
  }
  if (ts.isCallExpression(at)) return importOf(at) === undefined ? at.expression : undefined;
  return unwrapped(at);
}

function methodName(callee: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return ts.isElementAccessExpression(callee) && ts.isStringLiteralLike(callee.argumentExpression)
    ? callee.argumentExpression.text
    : undefined;
}

/** `a.b.c`, `this.a.b`; undefined where a call, an index or more than four names stand between. */
export function writtenName(node: ts.Expression | undefined): string | undefined {
  const parts: string[] = [];
  let at = node;
  while (at && ts.isPropertyAccessExpression(at) && parts.length < 4) {
    parts.unshift(at.name.text);
    at = at.expression;
  }
  if (!at) return undefined;
  if (ts.isIdentifier(at)) return [at.text, ...parts].join('.');
  if (at.kind === ts.SyntaxKind.ThisKeyword) return ['this', ...parts].join('.');
  return at.kind === ts.SyntaxKind.SuperKeyword ? ['super', ...parts].join('.') : undefined;
}

/** The literal text with which an expression begins. */
export function leadingText(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text;
  let at = node;
  while (ts.isBinaryExpression(at)) at = at.left;
  return at === node ? '' : leadingText(at);
}
