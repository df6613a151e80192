import { ts } from 'ts-morph';
import type { ConditionSketch } from './sketch.ts';
import { isMember, termOf, type TermContext } from './term-of.ts';
import type { Term } from './term.ts';

/** A condition as it is written, and whether it is the other way about. */
interface Condition {
  readonly node: ts.Expression;
  readonly not: boolean;
}

/**
 * What has to hold inside a function for a node of it to be reached: each `if` around it, and each `if (…) return` before
 * it. Only what is a name or a part of one.
 */
export function conditionsAround(of: ts.Node, target: ts.Node, context: TermContext): ConditionSketch[] {
  return conditionsOf(of, target).flatMap(({ node, not }) =>
    isMember(node) ? [{ test: termOf(node, context), ...(not ? { not: true as const } : {}) }] : [],
  );
}

function conditionsOf(of: ts.Node, target: ts.Node): Condition[] {
  return nodesBetween(of, target).flatMap((at) => {
    if (ts.isIfStatement(at)) return branchOf(at, target);
    return ts.isBlock(at) ? exitsBefore(at, target) : [];
  });
}

/** The lists of each `for … of` around a node of a function, the outermost first. */
export function listsAround(of: ts.Node, target: ts.Node, context: TermContext): Term[] {
  return nodesBetween(of, target).flatMap((at) =>
    ts.isForOfStatement(at) && isAround(at.statement, target) ? [termOf(at.expression, context)] : [],
  );
}

/** From the outside in. */
function nodesBetween(of: ts.Node, target: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  let at: ts.Node | undefined = childAround(of, target);
  while (at && at !== target && !ts.isFunctionLike(at)) {
    found.push(at);
    at = childAround(at, target);
  }
  return found;
}

function childAround(of: ts.Node, target: ts.Node): ts.Node | undefined {
  return ts.forEachChild(of, (child) => (isAround(child, target) ? child : undefined));
}

function isAround(node: ts.Node, target: ts.Node): boolean {
  return node.pos <= target.pos && target.end <= node.end;
}

function branchOf(
  { expression, thenStatement, elseStatement }: ts.IfStatement,
  target: ts.Node,
): Condition[] {
  if (isAround(thenStatement, target)) return whenTrue(expression, false);
  return elseStatement && isAround(elseStatement, target) ? whenTrue(expression, true) : [];
}

/** `if (!config) return;` */
function exitsBefore({ statements }: ts.Block, target: ts.Node): Condition[] {
  return statements
    .filter((one) => one.end <= target.pos)
    .flatMap((one) =>
      ts.isIfStatement(one) && !one.elseStatement && leaves(one.thenStatement)
        ? whenTrue(one.expression, true)
        : [],
    );
}

function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  return last !== undefined && LEAVES.has(last.kind);
}

const LEAVES = new Set([
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ContinueStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ThrowStatement,
]);

/** `!a` the other way about, `a && b` both. */
function whenTrue(node: ts.Expression, not: boolean): Condition[] {
  if (ts.isParenthesizedExpression(node)) return whenTrue(node.expression, not);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return whenTrue(node.operand, !not);
  }
  const isBoth = !not && ts.isBinaryExpression(node) && isAnd(node.operatorToken);
  return isBoth ? [...whenTrue(node.left, false), ...whenTrue(node.right, false)] : [{ node, not }];
}

function isAnd({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken;
}
