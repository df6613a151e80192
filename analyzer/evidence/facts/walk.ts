import { ts } from 'ts-morph';
import type { NodeReader } from './scan.ts';

/**
 * Visits every node once, in document order, with a stack of its own: machine-made code nests deeper than the call
 * stack goes (a sum of 400,000 terms is one path of 400,000 nodes).
 */
export function walk(root: ts.Node, readers: readonly NodeReader[]): void {
  const visitors = visitorsByKind(readers);
  const stack: ts.Node[] = [root];
  const push = (child: ts.Node): void => {
    stack.push(child);
  };
  for (let node = stack.pop(); node; node = stack.pop()) {
    const interested = visitors[node.kind];
    if (interested) for (const visit of interested) visit(node);
    const start = stack.length;
    ts.forEachChild(node, push);
    reverseFrom(stack, start);
  }
}

type Visit = NodeReader['visit'];

function visitorsByKind(readers: readonly NodeReader[]): (Visit[] | undefined)[] {
  const table: (Visit[] | undefined)[] = [];
  table.length = ts.SyntaxKind.Count; // `Array.from` would call an iterator some 400 times for each file.
  for (const { kinds, visit } of readers) {
    for (const kind of kinds) (table[kind] ??= []).push(visit);
  }
  return table;
}

/** The stack gives the last pushed first, so children go on in reverse. */
function reverseFrom(stack: ts.Node[], start: number): void {
  for (let low = start, high = stack.length - 1; low < high; low += 1, high -= 1) {
    const swapped = stack[low] as ts.Node;
    stack[low] = stack[high] as ts.Node;
    stack[high] = swapped;
  }
}
