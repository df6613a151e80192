import { ts } from 'ts-morph';
import { importOf, unwrapped } from './term-of.ts';

/** What can be told of a chain of calls without building its term. */
export interface CallShape {
  readonly root: ts.Expression;
  /** Names of the methods that are called, outermost first; a bare call has none. */
  readonly methods: readonly string[];
  /** Calls of the chain, outermost first. */
  readonly calls: readonly (ts.CallExpression | ts.NewExpression)[];
  /** `this.orders.create` where the chain is one call of plain names. */
  readonly callee?: string;
}

export function shapeOf(outermost: ts.CallExpression | ts.NewExpression): CallShape {
  const methods: string[] = [];
  const calls: (ts.CallExpression | ts.NewExpression)[] = [];
  let at: ts.Expression = outermost;
  for (let next = stepInto(at); next; next = stepInto(at)) {
    if (next.call) {
      calls.push(next.call);
      const name = methodName(next.call.expression);
      if (name !== undefined) methods.push(name);
    }
    at = next.inner;
  }
  const callee = calls.at(-1) && writtenName(calls.at(-1)?.expression);
  return { root: at, methods, calls, ...(callee === undefined ? {} : { callee }) };
}

/** One step from the outside in; nothing at the root. */
function stepInto(
  at: ts.Expression,
): { inner: ts.Expression; call?: ts.CallExpression | ts.NewExpression } | undefined {
  if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) return { inner: at.expression };
  const isCall = ts.isNewExpression(at) || (ts.isCallExpression(at) && importOf(at) === undefined);
  if (isCall) return { inner: at.expression, call: at };
  const inner = unwrapped(at);
  return inner && { inner };
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

const SQL =
  /^\s*(?:--[^\n]*\n\s*)*\(?\s*(select|insert|update|delete|with|create|alter|drop|merge|replace|begin|start|commit|truncate|lock|call)\b/iu;

/** Begins as SQL does, in one case throughout: `Update your profile` is prose. A parser has the last word. */
export function looksLikeSql(text: string): boolean {
  const verb = SQL.exec(text)?.[1];
  return verb !== undefined && (verb === verb.toUpperCase() || verb === verb.toLowerCase());
}

/** The literal text with which an expression begins. */
export function leadingText(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text;
  let at = node;
  while (ts.isBinaryExpression(at)) at = at.left;
  return at === node ? '' : leadingText(at);
}
