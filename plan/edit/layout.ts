import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { PlanError } from '../plan-error.ts';
import { nameOf } from '../read/schema-problems.ts';
import type { PlanText } from '../read/parse-text.ts';
import type { Path } from './edit.ts';

/** A text with its parsed form, for finding the offsets of an edit. */
export interface Layout {
  readonly text: string;
  readonly document: Document;
  /** The line end that the text uses. */
  readonly newline: '\n' | '\r\n';
}

export type Collection = YAMLMap | YAMLSeq;

export function layoutOf({ text, document }: PlanText): Layout {
  return { text, document, newline: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** The node at a path; undefined where there is none. Refuses to look through an alias, whose text stands elsewhere. */
export function nodeAt({ document }: Layout, path: Path): Node | undefined {
  let node: unknown = document.contents;
  for (const [index, step] of path.entries()) {
    refuseAlias(node, path.slice(0, index));
    const next: unknown = isSeq(node) ? node.items[Number(step)] : pairAt(node, step)?.value;
    node = next;
  }
  refuseAlias(node, path);
  return isNode(node) ? node : undefined;
}

/** The entry of a map with this key. */
export function pairAt(node: unknown, key: string | number): { key: Node; value: unknown } | undefined {
  const found = isMap(node)
    ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
    : undefined;
  return found && isNode(found.key) ? { key: found.key, value: found.value } : undefined;
}

/** Where the text of an item begins: of a list item its dash, of a map entry its key. */
export function itemStart(collection: Collection, index: number): number {
  const token = collection.srcToken;
  const item: unknown = collection.items[index];
  if (isSeq(collection) && token?.type === 'block-seq') {
    const dash = token.items[index]?.start.find(({ type }) => type === 'seq-item-ind');
    if (dash) return dash.offset;
  }
  const node = isPair(item) ? item.key : item;
  return nodeStart(isNode(node) ? node : undefined);
}

/** Where the content of an item ends, before any comment or blank behind it. */
export function itemEnd(collection: Collection, index: number): number {
  const item: unknown = collection.items[index];
  if (!isPair(item)) return contentEnd(item);
  return isWritten(item.value) ? contentEnd(item.value) : colonEnd(collection, index);
}

/** Behind the colon of a map entry; behind its key where there is no colon. */
export function colonEnd(collection: Collection, index: number): number {
  const token = collection.srcToken;
  const separators = token && 'items' in token ? (token.items[index]?.sep ?? []) : [];
  const colon = separators.find(({ type }) => type === 'map-value-ind');
  const item: unknown = collection.items[index];
  return colon ? colon.offset + 1 : contentEnd(isPair(item) ? item.key : item);
}

/** Whether a node has any text: the value of `key:` alone has none. */
export function isWritten(node: unknown): node is Node {
  return isNode(node) && (node.range?.[1] ?? 0) > (node.range?.[0] ?? 0);
}

export function isFlow(collection: Collection): boolean {
  return collection.flow === true;
}

/** Where a node's own text begins, its anchor and tag left out. */
export function nodeStart(node: Node | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** A block collection ends where its last item does; everything else knows its own end. */
export function contentEnd(node: unknown): number {
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    return itemEnd(node, node.items.length - 1);
  }
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line end at or after `offset`; the text's length on its last line. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  if (found === -1) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}

function refuseAlias(node: unknown, path: Path): void {
  if (!isAlias(node)) return;
  throw new PlanError(
    'PLAN_ALIASED',
    `${nameOf(path)} is an alias (*${node.source}): its value stands elsewhere and may serve others.`,
    'Write the value out in its place, then run the command again.',
  );
}
