import { ts } from 'ts-morph';
import type { Builder } from './build-sketch.ts';
import type { Declared } from './declarations.ts';
import type { Candidate } from './sketch-reader.ts';
import { decoratorsOf } from './class-sketch.ts';
import type { FunctionSketch, ParamSketch } from './sketch.ts';
import { termOf } from './term-of.ts';
import { typed } from './type-term.ts';

/** A function with its parameters and what it returns. The function around it is asked for as well. */
export function functionSketch(id: number, builder: Builder): FunctionSketch {
  const { gathered, contextOf, functions } = builder;
  const frame = gathered.frames.functions[id];
  if (!frame || id === 0) return { id: 0, line: 1, parent: 0 };
  functions.add(frame.parent);
  const node = frame.node as ts.FunctionLikeDeclaration;
  const params = node.parameters.map((parameter) => paramOf(parameter, builder, frame));
  const returned = gathered.returns.get(id) ?? [];
  const returns = returned
    .filter(({ node: value }) => isTelling(value))
    .slice(0, 8)
    .map(({ node: value, frame: at }) => termOf(value, contextOf(at.id, at.class, true)));
  return {
    id,
    ...nameOf(node),
    line: gathered.scan.lineOf(node),
    parent: frame.parent,
    ...(frame.class < 0 ? {} : { class: frame.class }),
    ...(params.some(({ type, decorators }) => type ?? decorators) ? { params } : {}),
    ...(returns.length === 0 ? {} : { returns }),
  };
}

function nameOf(node: ts.FunctionLikeDeclaration): { name?: string } {
  if (ts.isConstructorDeclaration(node)) return { name: 'constructor' };
  const { name } = node;
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? { name: name.text } : {};
}

function paramOf(
  parameter: ts.ParameterDeclaration,
  { contextOf }: Builder,
  frame: { id: number; class: number },
): ParamSketch {
  const context = contextOf(frame.id, frame.class);
  const decorators = decoratorsOf(parameter, context);
  return {
    ...typed(parameter.type, context),
    ...(decorators.length === 0 ? {} : { decorators }),
  };
}

/** A returned router, client, object of handlers or constant tells something; arithmetic and markup do not. */
function isTelling(value: ts.Node): boolean {
  let at = value;
  while (ts.isAwaitExpression(at) || ts.isParenthesizedExpression(at) || ts.isAsExpression(at)) at = at.expression;
  return (
    ts.isIdentifier(at) ||
    ts.isNewExpression(at) ||
    ts.isCallExpression(at) ||
    ts.isObjectLiteralExpression(at) ||
    ts.isArrayLiteralExpression(at) ||
    ts.isStringLiteralLike(at) ||
    ts.isTemplateExpression(at) ||
    ts.isArrowFunction(at) ||
    ts.isFunctionExpression(at) ||
    ts.isClassExpression(at) ||
    ts.isPropertyAccessExpression(at)
  );
}

/** Asks for the names through which functions of the repository are called. */
export function mentionCallees({ gathered, contextOf, resolve }: Builder): void {
  for (const { shape, in: scope, class: cls } of gathered.candidates) {
    const root = shape?.callee?.split('.', 1)[0] ?? '';
    if (root === '' || root === 'this' || root === 'super') continue;
    if (resolve(root, scope).some(isInstance)) contextOf(scope, cls).mention(root, scope);
  }
}

function isInstance({ value, type, path, typed }: Declared): boolean {
  return typed === true || type !== undefined || (value !== undefined && (ts.isNewExpression(value) || path.length > 0));
}

/** Adds what each function calls; calls in a function that is not kept count for the one around it. */
export function withCalls(sketches: readonly FunctionSketch[], builder: Builder): FunctionSketch[] {
  const calls = new Map<number, Set<string>>();
  for (const candidate of builder.gathered.candidates) {
    const callee = calleeOf(candidate, builder);
    if (callee === undefined) continue;
    const id = keptAround(candidate.in, builder);
    const known = calls.get(id);
    if (known) known.add(callee);
    else calls.set(id, new Set([callee]));
  }
  return sketches
    .map((sketch) => {
      const own = calls.get(sketch.id);
      return own ? { ...sketch, calls: [...own].sort() } : sketch;
    })
    .sort((left, right) => left.id - right.id);
}

function keptAround(id: number, { functions, gathered }: Builder): number {
  let at = id;
  while (at !== 0 && !functions.has(at)) at = gathered.frames.functions[at]?.parent ?? 0;
  return at;
}

function calleeOf({ shape, in: scope }: Candidate, { imports, resolve }: Builder): string | undefined {
  const { callee, calls = [] } = shape ?? {};
  if (callee === undefined) return undefined;
  const root = callee.split('.', 1)[0] ?? '';
  const marked = calls.at(-1)?.kind === ts.SyntaxKind.NewExpression ? `new ${callee}` : callee;
  if (root === 'this' || root === 'super') return marked;
  const found = resolve(root, scope);
  if (found.length === 0) return imports.has(root) ? marked : undefined;
  return found.some(isCallable) ? marked : undefined;
}

/** A function, a class, an instance, or something typed: its calls can be followed. */
function isCallable({ value, type, param, in: scope, path }: Declared): boolean {
  if (type || param) return true;
  if (!value) return false;
  return scope === 0 || path.length > 0 || isFunctionLike(value) || ts.isNewExpression(value) || ts.isCallExpression(value);
}

function isFunctionLike(node: ts.Node | undefined): boolean {
  return node !== undefined && (ts.isFunctionLike(node) || ts.isClassLike(node));
}
