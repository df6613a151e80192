import { ts } from 'ts-morph';
import type { Link, Term } from './term.ts';
import { typeTermOf } from './type-term.ts';

/** What an expression needs from the file around it. */
export interface TermContext {
  /** Function in which the expression stands; 0 is the module. */
  readonly scope: number;
  /** Class whose `this` it sees; -1 is none. */
  readonly class: number;
  readonly lineOf: (node: ts.Node) => number;
  readonly functionOf: (node: ts.Node) => number;
  readonly classOf: (node: ts.Node) => number;
  /** Of a call that is not of an import, keep literal arguments only: nobody will look at the others. */
  readonly shallow?: boolean;
  readonly isImported: (name: string) => boolean;
  /** Called with every name that the term mentions. */
  readonly mention: (name: string, scope: number) => void;
}

const DEEPEST = 48;
const LONGEST_TEXT = 20_000;

/** Turns an expression into a term. Deeper than 48 levels nothing is worth knowing: `unknown`. */
export function termOf(node: ts.Node, context: TermContext, depth = 0): Term {
  const build = depth < DEEPEST ? BUILDERS[node.kind] : undefined;
  return build ? build(node as never, context, depth + 1) : unknown();
}

type Build = (node: never, context: TermContext, depth: number) => Term;

const K = ts.SyntaxKind;

const BUILDERS: { readonly [kind: number]: Build | undefined } = {
  [K.StringLiteral]: text,
  [K.NoSubstitutionTemplateLiteral]: text,
  [K.NumericLiteral]: (node: ts.NumericLiteral) => Number(node.text),
  [K.TrueKeyword]: () => true,
  [K.FalseKeyword]: () => false,
  [K.NullKeyword]: () => null,
  [K.RegularExpressionLiteral]: (node: ts.RegularExpressionLiteral) => ({
    kind: 'pattern',
    source: node.text,
  }),
  [K.Identifier]: identifier,
  [K.ThisKeyword]: (_: ts.Node, { class: of }: TermContext) => ({ kind: 'this', class: of }),
  [K.SuperKeyword]: (_: ts.Node, { class: of }: TermContext) => ({ kind: 'super', class: of }),
  [K.TemplateExpression]: template,
  [K.BinaryExpression]: binary,
  [K.ConditionalExpression]: (node: ts.ConditionalExpression, context: TermContext, depth: number) => ({
    kind: 'either',
    options: [termOf(node.whenTrue, context, depth), termOf(node.whenFalse, context, depth)],
    ...testOf(node.condition, context, depth),
  }),
  [K.ObjectLiteralExpression]: object,
  [K.ArrayLiteralExpression]: (node: ts.ArrayLiteralExpression, context: TermContext, depth: number) => ({
    kind: 'list',
    items: node.elements.map((element) => termOf(element, context, depth)),
  }),
  [K.SpreadElement]: (node: ts.SpreadElement, context: TermContext, depth: number) => ({
    kind: 'spread',
    of: termOf(node.expression, context, depth),
  }),
  [K.ArrowFunction]: functionTerm,
  [K.FunctionExpression]: functionTerm,
  [K.MethodDeclaration]: functionTerm,
  [K.ClassExpression]: (node: ts.Node, { classOf }: TermContext) => ({ kind: 'class', id: classOf(node) }),
  [K.TaggedTemplateExpression]: tagged,
  [K.CallExpression]: chain,
  [K.NewExpression]: chain,
  [K.PropertyAccessExpression]: chain,
  [K.ElementAccessExpression]: chain,
  ...Object.fromEntries(
    [
      K.ParenthesizedExpression,
      K.AsExpression,
      K.SatisfiesExpression,
      K.NonNullExpression,
      K.TypeAssertionExpression,
      K.AwaitExpression,
      K.ExpressionWithTypeArguments,
    ].map((kind) => [kind, wrapped]),
  ),
};

/** A condition that is a name or a part of one. */
function testOf(node: ts.Expression, context: TermContext, depth: number): { test?: Term } {
  return isMember(node) ? { test: termOf(node, context, depth) } : {};
}

/** `x`, `x.y.z` */
export function isMember(node: ts.Node): boolean {
  let at = node;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at);
}

function wrapped(node: ts.Node & { expression: ts.Expression }, context: TermContext, depth: number): Term {
  return termOf(node.expression, context, depth);
}

function text(node: ts.StringLiteralLike): Term {
  return node.text.length > LONGEST_TEXT ? unknown() : node.text;
}

function identifier(node: ts.Identifier, { scope, mention }: TermContext): Term {
  mention(node.text, scope);
  return { kind: 'name', name: node.text, ...(scope === 0 ? {} : { in: scope }) };
}

function functionTerm(node: ts.Node, { functionOf }: TermContext): Term {
  return { kind: 'function', id: functionOf(node) };
}

function template(node: ts.TemplateExpression, context: TermContext, depth: number): Term {
  const parts: Term[] = node.head.text === '' ? [] : [node.head.text];
  for (const { expression, literal } of node.templateSpans) {
    parts.push(termOf(expression, context, depth));
    if (literal.text !== '') parts.push(literal.text);
  }
  return { kind: 'text', parts };
}

function tagged(node: ts.TaggedTemplateExpression, context: TermContext, depth: number): Term {
  const parts: Term[] = [];
  if (ts.isNoSubstitutionTemplateLiteral(node.template)) parts.push(node.template.text);
  else {
    parts.push(node.template.head.text);
    for (const { expression, literal } of node.template.templateSpans) {
      parts.push(termOf(expression, context, depth), literal.text);
    }
  }
  const tag = termOf(node.tag, context, depth);
  return { kind: 'tagged', tag, parts, line: context.lineOf(node), at: node.end };
}

function binary(node: ts.BinaryExpression, context: TermContext, depth: number): Term {
  const operator = node.operatorToken.kind;
  const isSum = operator === K.PlusToken;
  if (isSum || operator === K.BarBarToken || operator === K.QuestionQuestionToken) {
    const both = [termOf(node.left, context, depth), termOf(node.right, context, depth)];
    return isSum ? { kind: 'text', parts: both } : { kind: 'either', options: both, fallback: true };
  }
  return RIGHT_SIDE.has(operator) ? termOf(node.right, context, depth) : unknown();
}

/** `a && b`, `a, b`, `a = b` come to `b`. */
const RIGHT_SIDE = new Set<ts.SyntaxKind>([K.AmpersandAmpersandToken, K.CommaToken, K.EqualsToken]);

function object(node: ts.ObjectLiteralExpression, context: TermContext, depth: number): Term {
  const entries: [string, Term][] = [];
  const spreads: Term[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) spreads.push(termOf(property.expression, context, depth));
    else {
      const key = keyOf(property.name, context, depth);
      if (key !== undefined) entries.push([key, valueOf(property, context, depth)]);
    }
  }
  return { kind: 'object', entries, ...(spreads.length === 0 ? {} : { spreads }) };
}

function valueOf(
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  context: TermContext,
  depth: number,
): Term {
  if (ts.isPropertyAssignment(property)) return termOf(property.initializer, context, depth);
  if (ts.isShorthandPropertyAssignment(property)) return identifier(property.name, context);
  return ts.isMethodDeclaration(property) ? functionTerm(property, context) : unknown();
}

/** The key of a property; `[Key.Name]` keeps its written form, for want of a value. */
function keyOf(name: ts.PropertyName, context: TermContext, depth: number): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const key = termOf(name.expression, context, depth);
  return typeof key === 'string' ? key : undefined;
}

/** Calls, member accesses and `new`, from the outside in, laid flat. */
function chain(node: ts.Expression, context: TermContext, depth: number): Term {
  const links: Link[] = [];
  let at: ts.Expression = node;
  const inside = context.shallow && !isOfImport(node, context) ? undefined : context;
  for (let next = linkOf(at, context, inside, depth); next; next = linkOf(at, context, inside, depth)) {
    if (next.link) links.push(next.link);
    at = next.inner;
  }
  links.reverse();
  const imported = importOf(at);
  if (imported === undefined) return { kind: 'chain', root: termOf(at, context, depth), links };
  const root: Term = { kind: 'import', specifier: imported };
  return links.length === 0 ? root : { kind: 'chain', root, links };
}

function isOfImport(node: ts.Expression, { isImported }: TermContext): boolean {
  let at = node;
  while (
    ts.isCallExpression(at) ||
    ts.isPropertyAccessExpression(at) ||
    ts.isNewExpression(at) ||
    ts.isAwaitExpression(at)
  ) {
    at = at.expression;
  }
  return ts.isIdentifier(at) && isImported(at.text);
}

function isLiteral(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isFunctionLike(node) ||
    isMember(node) ||
    ts.isRegularExpressionLiteral(node) ||
    (ts.isPropertyAccessExpression(node) && node.expression.kind === K.ThisKeyword)
  );
}

function linkOf(
  node: ts.Expression,
  context: TermContext,
  inside: TermContext | undefined,
  depth: number,
): { inner: ts.Expression; link?: Link } | undefined {
  if (ts.isPropertyAccessExpression(node)) return { inner: node.expression, link: { get: node.name.text } };
  if (ts.isElementAccessExpression(node)) {
    const index = termOf(node.argumentExpression, context, depth);
    return {
      inner: node.expression,
      link: typeof index === 'string' ? { get: index } : { index },
    };
  }
  if (ts.isNewExpression(node))
    return { inner: node.expression, link: callLink(node, context, inside, depth) };
  if (ts.isCallExpression(node)) {
    return importOf(node) === undefined
      ? { inner: node.expression, link: callLink(node, context, inside, depth) }
      : undefined;
  }
  const inner = unwrapped(node);
  return inner ? { inner } : undefined;
}

function callLink(
  node: ts.CallExpression | ts.NewExpression,
  context: TermContext,
  inside: TermContext | undefined,
  depth: number,
): Link {
  const types = node.typeArguments?.map((type) => typeTermOf(type, context)) ?? [];
  return {
    call: (node.arguments ?? []).map((argument) =>
      inside || isLiteral(argument) ? termOf(argument, context, depth) : unknown(),
    ),
    line: context.lineOf(lineNode(node)),
    at: node.end,
    ...(ts.isNewExpression(node) ? { new: true } : {}),
    ...(types.length === 0 ? {} : { types }),
  };
}

/** In a chain over several lines, the line of the method's own name. */
function lineNode(node: ts.CallExpression | ts.NewExpression): ts.Node {
  return ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node;
}

/** What stands inside parentheses, casts, `await` and `!`. */
export function unwrapped(node: ts.Expression): ts.Expression | undefined {
  return ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isTypeAssertionExpression(node)
    ? node.expression
    : undefined;
}

/** The specifier of `require('x')` or `import('x')`. */
export function importOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const imports = callee.kind === K.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
  const [first] = node.arguments;
  return imports && first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

function unknown(): Term {
  return { kind: 'unknown' };
}
