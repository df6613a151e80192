import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';
import type { CallShape } from './call-shape.ts';
import type { Declared } from './declarations.ts';
import type { Signals } from './signals.ts';
import type { Candidate } from './gathered.ts';

/**
 * Calls of functions that register what they are given: `add('/orders', list)` of a function whose body says
 * `app.get(path, handler)`, and `app.use('/orders', crud('orders'))`. Of a function in another file it is told by a
 * path among the arguments; where one call of it has one, all calls of it are kept.
 */
export function helperCalls(
  builder: Builder,
  signals: Signals,
  kept: ReadonlySet<Candidate>,
): readonly Candidate[] {
  const mounted = mountedArguments(kept);
  const named = builder.gathered.candidates.flatMap((one) => namedCall(one, builder, signals, mounted) ?? []);
  const fromElsewhere = new Set(named.flatMap(({ name, isPath }) => (isPath ? [name] : [])));
  const helpers = givenFunctions([...kept], builder, isRegistration);
  const found = new Set<Candidate>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of named) {
      const isHelper = one.functions.length === 0 && fromElsewhere.has(one.name);
      if (one.isMounted || isHelper || one.functions.some((id) => helpers.has(id))) found.add(one.candidate);
    }
    for (const id of givenFunctions([...found], builder, () => true)) helpers.add(id);
  }
  return [...found];
}

interface NamedCall {
  readonly candidate: Candidate;
  readonly name: string;
  /** The functions of this file that the name stands for; none for an imported one. */
  readonly functions: readonly number[];
  readonly isPath: boolean;
  /** It is handed to `use()` or its like. */
  readonly isMounted: boolean;
}

/** A call of a function of this file, or of another of the repository, by its name. */
function namedCall(
  candidate: Candidate,
  builder: Builder,
  signals: Signals,
  mounted: ReadonlySet<ts.Node>,
): NamedCall | undefined {
  const { shape, in: scope, node } = candidate;
  const call = shape?.calls.at(-1);
  if (!shape || !call?.arguments || !ts.isIdentifier(shape.root)) return undefined;
  const name = shape.root.text;
  const functions = isOf(call.expression, shape.root) && functionsNamed(name, scope, builder, signals);
  if (!functions) return undefined;
  return {
    candidate,
    name,
    functions,
    isPath: call.arguments.slice(0, MOST_BEFORE).some(saysPath),
    isMounted: mounted.has(node),
  };
}

/** None for what is imported; undefined for a name that stands for no function of the repository. */
function functionsNamed(
  name: string,
  scope: number,
  { resolve, imports, gathered }: Builder,
  signals: Signals,
): number[] | undefined {
  const declared = resolve(name, scope);
  const source = declared.length === 0 ? name : sourceOf(declared);
  if (source !== undefined) {
    const specifier = imports.get(source);
    return specifier === undefined || signals.packages(specifier) ? undefined : [];
  }
  const ids = declared.map(({ value }) => (value ? gathered.frames.functionOf(value) : -1));
  const functions = ids.filter((id) => id >= 0);
  return functions.length > 0 ? functions : undefined;
}

/** `const { add } = helpers` */
function sourceOf([first]: readonly Declared[]): string | undefined {
  return first?.path.length === 1 && first.value && ts.isIdentifier(first.value)
    ? first.value.text
    : undefined;
}

/** `add(…)`, or `helpers.add(…)` of a namespace. */
function isOf(callee: ts.Expression, root: ts.Expression): boolean {
  return callee === root || (ts.isPropertyAccessExpression(callee) && callee.expression === root);
}

/** An application and a method may stand before the path. */
const MOST_BEFORE = 3;

function saysPath(argument: ts.Expression): boolean {
  if (ts.isStringLiteralLike(argument)) return argument.text.startsWith('/');
  if (ts.isTemplateExpression(argument)) return argument.head.text.startsWith('/');
  if (!ts.isObjectLiteralExpression(argument)) return false;
  return argument.properties.some(
    (one) =>
      ts.isPropertyAssignment(one) &&
      ts.isIdentifier(one.name) &&
      PATHS.has(one.name.text) &&
      saysPath(one.initializer),
  );
}

const PATHS = new Set(['path', 'url', 'route']);

const MOUNTS = new Set(['use', 'route', 'register', 'mount']);

/** What is given to calls that mount. */
function mountedArguments(kept: ReadonlySet<Candidate>): Set<ts.Node> {
  const found = new Set<ts.Node>();
  for (const { shape } of kept) {
    for (const call of shape?.calls ?? []) {
      if (!ts.isPropertyAccessExpression(call.expression) || !MOUNTS.has(call.expression.name.text)) continue;
      for (const argument of call.arguments ?? []) {
        found.add(ts.isAwaitExpression(argument) ? argument.expression : argument);
      }
    }
  }
  return found;
}

/** The functions of whose parameters a call says something. */
function givenFunctions(
  candidates: readonly Candidate[],
  { resolve }: Builder,
  isWanted: (call: CallShape['calls'][number]) => boolean,
): Set<number> {
  const found = new Set<number>();
  for (const { shape, in: scope } of candidates) {
    if (!shape || scope === 0) continue;
    const names = shape.calls
      .filter(isWanted)
      .flatMap(argumentsOf)
      .flatMap((node) => namesIn(node, 0));
    for (const name of names) {
      for (const { param } of resolve(name, scope)) if (param) found.add(param.of);
    }
  }
  return found;
}

const REGISTERS = new Set([
  ...MOUNTS,
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'all',
]);

/** `app.get(path, …)`, `app[method](path, …)` */
function isRegistration({ expression }: CallShape['calls'][number]): boolean {
  if (ts.isPropertyAccessExpression(expression)) return REGISTERS.has(expression.name.text);
  return ts.isElementAccessExpression(expression);
}

/** Of a path and more, or one object. */
function argumentsOf({ expression, arguments: list }: CallShape['calls'][number]): readonly ts.Node[] {
  const given: readonly ts.Expression[] = list ?? [];
  const [first] = given;
  if (first === undefined || (given.length === 1 && !ts.isObjectLiteralExpression(first))) return [];
  return ts.isElementAccessExpression(expression) ? [expression.argumentExpression, ...given] : given;
}

/** Sums of many parts. */
const DEEPEST = 12;

/** Names that an expression is put together from; functions and calls in it are things of their own. */
function namesIn(node: ts.Node, depth: number): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  return depth < DEEPEST ? partsOf(node).flatMap((part) => namesIn(part, depth + 1)) : [];
}

function partsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return [node.expression];
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((one) => {
    if (ts.isShorthandPropertyAssignment(one)) return [one.name];
    return ts.isPropertyAssignment(one) ? [one.initializer] : [];
  });
}
