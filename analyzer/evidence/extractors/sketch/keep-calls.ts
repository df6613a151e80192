import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';
import type { CallShape } from './call-shape.ts';
import type { Declared } from './declarations.ts';
import { helperCalls } from './helper-calls.ts';
import type { Signals } from './signals.ts';
import type { Candidate } from './gathered.ts';
import { importOf } from './term-of.ts';

/**
 * The calls worth keeping: those of a method that means something to a framework, on a receiver that could be one of
 * its things; calls that hand such a receiver on; and loops around any of these.
 */
export function keepCalls(builder: Builder, signals: Signals): Candidate[] {
  const direct = new Set(builder.gathered.candidates.filter((one) => isDirect(one, builder, signals)));
  const handed = receiversOf(direct, builder, signals);
  if (handed.size > 0) {
    for (const one of builder.gathered.candidates) {
      if (isComputed(one, builder, handed) || handsOn(one, builder, handed) || isNamed(one, builder, handed))
        direct.add(one);
    }
  }
  for (const one of helperCalls(builder, signals, direct)) direct.add(one);
  if (direct.size === 0) return [];
  const around = functionsAround(direct, builder);
  return builder.gathered.candidates.filter((one) => direct.has(one) || isLoop(one, builder, around));
}

function isDirect(candidate: Candidate, builder: Builder, signals: Signals): boolean {
  const { shape, signal } = candidate;
  if (!shape) return true;
  const { root } = shape;
  if (ts.isIdentifier(root)) return isNamedReceiver(root.text, candidate, builder, signals);
  const specifier = importOf(root);
  if (specifier !== undefined) return signal || signals.packages(specifier);
  return OWN.has(root.kind) && (signal || registersItself(shape) || setsPrefix(shape));
}

/** `this.addRoute('/orders', …)`, `this.app[method](path, …)`: a base class may register what it is given. */
function registersItself({ calls }: CallShape): boolean {
  return calls.some(({ expression, arguments: [first] = [] }) => {
    if (ts.isPropertyAccessExpression(expression)) {
      return (
        first !== undefined && expression.expression.kind === ts.SyntaxKind.ThisKeyword && isPathText(first)
      );
    }
    return (
      ts.isElementAccessExpression(expression) &&
      ts.isPropertyAccessExpression(expression.expression) &&
      HANDED.test(expression.expression.name.text)
    );
  });
}

/** `super({ prefix })`, `super({ name: 'notes' })`: a router of the repository's own class. */
function setsPrefix({ calls }: CallShape): boolean {
  return calls.some(({ expression, arguments: [first] = [] }) => {
    if (expression.kind !== ts.SyntaxKind.SuperKeyword || !first || !ts.isObjectLiteralExpression(first))
      return false;
    return first.properties.some(
      (one) =>
        (one.name && ts.isIdentifier(one.name) && one.name.text === 'prefix') ||
        (ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer)),
    );
  });
}

function isPathText(node: ts.Node): boolean {
  return ts.isStringLiteral(node) && node.text.startsWith('/');
}

const OWN = new Set([ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.SuperKeyword]);

function isNamedReceiver(
  name: string,
  { in: scope, signal }: Candidate,
  { resolve, imports }: Builder,
  signals: Signals,
): boolean {
  const declared = resolve(name, scope);
  const isRequired =
    declared.length === 1 && declared[0]?.value !== undefined && importOf(declared[0].value) !== undefined;
  if (declared.length > 0 && !isRequired) return signal && declared.some(couldBeReceiver);
  const imported = imports.get(name);
  if (imported !== undefined) return signal || signals.packages(imported);
  return name === 'fetch' || name === '$fetch';
}

/** A literal, a `Map` or the like has `get` and `delete` too. */
function couldBeReceiver({ value, path }: Declared): boolean {
  if (!value || path.length > 0) return true;
  if (ts.isNewExpression(value)) {
    return !(ts.isIdentifier(value.expression) && BUILT_IN.has(value.expression.text));
  }
  return !LITERALS.has(value.kind);
}

const BUILT_IN = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'URL',
  'URLSearchParams',
  'Headers',
  'FormData',
  'Array',
]);
const LITERALS = new Set([
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.RegularExpressionLiteral,
]);

/** Names whose values are receivers: what else is done with them matters too. */
function receiversOf(kept: ReadonlySet<Candidate>, builder: Builder, signals: Signals): Set<Declared> {
  const found = new Set<Declared>();
  for (const { shape, in: scope } of kept) {
    if (shape && ts.isIdentifier(shape.root)) {
      for (const declared of builder.resolve(shape.root.text, scope)) found.add(declared);
    }
  }
  for (const names of builder.gathered.declared.values()) {
    for (const list of names.values()) {
      for (const one of list)
        if (isFromPackage(one, builder, signals) || isFirstParameter(one)) found.add(one);
    }
  }
  return found;
}

function isFromPackage({ value }: Declared, { imports }: Builder, signals: Signals): boolean {
  let at: ts.Node | undefined = value;
  while (
    at &&
    (ts.isCallExpression(at) ||
      ts.isNewExpression(at) ||
      ts.isPropertyAccessExpression(at) ||
      ts.isAwaitExpression(at))
  ) {
    at = at.expression;
  }
  const specifier = at && ts.isIdentifier(at) ? imports.get(at.text) : undefined;
  return specifier !== undefined && signals.packages(specifier);
}

/** The parameter, or the option, by which an application is handed from file to file. */
function isFirstParameter({ param, name, path, value }: Declared): boolean {
  // `(...all) => { const [router, verb, path] = all; … }`, `(options) => { const { router } = options; … }`
  if (path.length === 1 && value && ts.isIdentifier(value)) return HANDED.test(name);
  if (param === undefined || path.length > 1) return false;
  if (path.length === 1) return param.index === 0 && HANDED.test(name);
  return param.rest === true || (param.index < 2 && HANDED.test(name));
}

const HANDED =
  /^(?:app|application|router|route|routes|server|fastify|instance|api|express|koa|scope|parent|root)$|(?:App|Router|Server)$/u;

/** `router[route.method](route.path, …)` */
function isComputed(
  { shape, in: scope }: Candidate,
  { resolve }: Builder,
  handed: ReadonlySet<Declared>,
): boolean {
  if (!shape || !ts.isIdentifier(shape.root)) return false;
  const { root } = shape;
  return (
    shape.calls.some(
      ({ expression }) =>
        ts.isElementAccessExpression(expression) && !ts.isStringLiteralLike(expression.argumentExpression),
    ) && resolve(root.text, scope).some((one) => handed.has(one))
  );
}

/** `router.addRelationRoutes(members, 'members')`: a method of the repository's own class of routers. */
function isNamed(
  { shape, in: scope }: Candidate,
  { resolve }: Builder,
  handed: ReadonlySet<Declared>,
): boolean {
  const call = shape?.calls.at(-1);
  if (!call?.arguments || !shape || !ts.isIdentifier(shape.root)) return false;
  if (!ts.isPropertyAccessExpression(call.expression) || !REGISTERS.test(call.expression.name.text))
    return false;
  return (
    call.arguments.some((argument) => ts.isStringLiteralLike(argument)) &&
    resolve(shape.root.text, scope).some((one) => handed.has(one))
  );
}

const REGISTERS = /route|resource|endpoint|register|mount|crud|path/iu;

/** `f(x)`, `f(wrap(x))` and `f(...x)` hand on `x`. */
function handedIn(argument: ts.Expression): ts.Expression | undefined {
  if (ts.isCallExpression(argument)) return argument.arguments[0];
  return ts.isSpreadElement(argument) ? argument.expression : argument;
}

/** `register(app)`, `require('./routes')(router)`: the callee may be anything of this repository. */
function handsOn(
  { shape, in: scope }: Candidate,
  { resolve }: Builder,
  handed: ReadonlySet<Declared>,
): boolean {
  return (
    shape?.calls.some((call) =>
      call.arguments?.some((argument) => {
        const at = handedIn(argument);
        if (!at) return false;
        if (ts.isIdentifier(at)) return resolve(at.text, scope).some((one) => handed.has(one));
        return (
          ts.isPropertyAccessExpression(at) &&
          at.expression.kind === ts.SyntaxKind.ThisKeyword &&
          HANDED.test(at.name.text)
        );
      }),
    ) ?? false
  );
}

function functionsAround(kept: ReadonlySet<Candidate>, { gathered }: Builder): Set<number> {
  const found = new Set<number>();
  for (const { in: scope } of kept) {
    for (let at = scope; at !== 0 && !found.has(at); at = gathered.frames.functions[at]?.parent ?? 0)
      found.add(at);
  }
  return found;
}

const LOOPS = new Set(['forEach', 'map', 'then', 'reduce', 'each']);

function isLoop({ shape }: Candidate, { gathered }: Builder, around: ReadonlySet<number>): boolean {
  if (!shape?.methods.some((name) => LOOPS.has(name))) return false;
  return shape.calls.some((call) =>
    call.arguments?.some((argument) => around.has(gathered.frames.functionOf(argument))),
  );
}
