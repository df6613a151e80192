import { ts } from 'ts-morph';

/** One parsed file on its way through the readers. */
export interface Scan {
  readonly file: ts.SourceFile;
  /** 1-based line on which a node's own text begins. */
  readonly lineOf: (node: ts.Node) => number;
}

/** Looks at the kinds of node that it asked for, in document order. The next framework is one more of these. */
export interface NodeReader {
  readonly kinds: readonly ts.SyntaxKind[];
  readonly visit: (node: ts.Node) => void;
}

export function createScan(file: ts.SourceFile): Scan {
  return {
    file,
    lineOf: (node) => ts.getLineAndCharacterOfPosition(file, node.getStart(file)).line + 1,
  };
}
