import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';
import { writtenName } from './call-shape.ts';
import type { Declared } from './declarations.ts';
import type { Candidate } from './gathered.ts';
import { decoratorsOf } from './class-sketch.ts';
import type { FunctionSketch, ParamSketch } from './sketch.ts';
import { termOf, type TermContext } from './term-of.ts';
import { typed } from './type-term.ts';

/** A function with its parameters and what it returns. The function around it is asked for as well. */
export function functionSketch(id: number, builder: Builder): FunctionSketch {
  const { gathered, contextOf, functions } = builder;
  const frame = gathered.frames.functions[id];
  if (!frame || id === 0) return { id: 0, line: 1, parent: 0 };
  functions.add(frame.parent);
  const node = frame.node as ts.FunctionLikeDeclaration;
  const context = contextOf(frame.id, frame.class);
  const params = node.parameters.map((parameter) => paramOf(parameter, context));
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

function paramOf(parameter: ts.ParameterDeclaration, context: TermContext): ParamSketch {
  const decorators = decoratorsOf(parameter, context);
  return {
    ...typed(parameter.type, context),
    ...(decorators.length === 0 ? {} : { decorators }),
  };
}

/** A returned router, client, object of handlers or constant tells something; arithmetic and markup do not. */
function isTelling(value: ts.Node): boolean {
  let at = value;
  while (ts.isAwaitExpression(at) || ts.isParenthesizedExpression(at) || ts.isAsExpression(at)) {
    at = at.expression;
  }
  return TELLING.has(at.kind) || isTextSum(at);
}

/** `'/' + name` */
function isTextSum(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false;
  return [node.left, node.right].some((side) => ts.isStringLiteralLike(side) || isTextSum(side));
}

const TELLING = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.PropertyAccessExpression,
]);

/** Asks for the names through which functions of the repository are called. */
export function mentionCallees({ gathered, mention, resolve }: Builder): void {
  for (const { shape, in: scope } of gathered.candidates) {
    if (!shape || !ts.isIdentifier(shape.root)) continue;
    if (resolve(shape.root.text, scope).some(isInstance)) mention(shape.root.text, scope);
  }
}

function isInstance({ value, type, path, annotated }: Declared): boolean {
  return (
    annotated === true ||
    type !== undefined ||
    (value !== undefined && (ts.isNewExpression(value) || path.length > 0))
  );
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

function calleeOf({ shape, in: scope }: Candidate, builder: Builder): string | undefined {
  const innermost = shape?.calls.at(-1);
  if (!shape || !innermost || !canFollow(shape.root, scope, builder)) return undefined;
  const callee = writtenName(innermost.expression);
  return callee !== undefined && innermost.kind === ts.SyntaxKind.NewExpression ? `new ${callee}` : callee;
}

function canFollow(root: ts.Expression, scope: number, { imports, resolve }: Builder): boolean {
  if (root.kind === ts.SyntaxKind.ThisKeyword || root.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  const found = resolve(root.text, scope);
  return found.length === 0 ? imports.has(root.text) : found.some(isCallable);
}

/** A function, a class, an instance, or something typed: its calls can be followed. */
function isCallable({ value, type, param, in: scope, path }: Declared): boolean {
  if (type || param) return true;
  return (
    value !== undefined && (scope === 0 || path.length > 0 || MAKES.has(value.kind) || isFunctionLike(value))
  );
}

const MAKES = new Set([ts.SyntaxKind.NewExpression, ts.SyntaxKind.CallExpression]);

function isFunctionLike(node: ts.Node | undefined): boolean {
  return node !== undefined && (ts.isFunctionLike(node) || ts.isClassLike(node));
}
