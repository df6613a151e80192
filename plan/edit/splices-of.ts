import { isCollection, isMap, isScalar, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Edit, Path } from './edit.ts';
import {
  type Collection,
  colonEnd,
  contentEnd,
  isFlow,
  isWritten,
  itemEnd,
  itemStart,
  type Layout,
  lineEnd,
  lineStart,
  nodeAt,
  nodeStart,
} from './layout.ts';
import { renderBlock, renderInline } from './render-value.ts';
import { SECTIONS } from './sections.ts';
import type { Splice } from './splice.ts';

/** The changes of the text that an edit amounts to: only what it is about, comments and blanks untouched. */
export function splicesOf(layout: Layout, edit: Edit): Splice[] {
  if (edit.do === 'set') return setValue(layout, edit.path, edit.value);
  if (edit.do === 'rename') return renameKey(layout, edit.path, edit.key);
  return edit.do === 'insert' ? insertItem(layout, edit) : removeItem(layout, edit.path);
}

function setValue(layout: Layout, path: Path, value: unknown): Splice[] {
  const parent = nodeAt(layout, path.slice(0, -1));
  const index = isCollection(parent) ? indexOf(parent, path) : -1;
  if (isCollection(parent) && index >= 0) return replaceValue(layout, path, value);
  const key = path.at(-1) ?? '';
  if (isMap(parent) && (parent.items.length > 0 || isFlow(parent))) {
    const at = path.length === 1 ? placeOfKey(parent, String(key)) : parent.items.length;
    return insertAt(layout, parent, at, { [key]: value });
  }
  if (path.length === 1) return appendToEmpty(layout, { [key]: value });
  return setValue(layout, path.slice(0, -1), { [key]: value });
}

/** A section that is missing goes where the documentation has it, where the others stand in that order; else to the end. */
function placeOfKey({ items }: YAMLMap, key: string): number {
  const ranks = items.map((item) => SECTIONS.indexOf(isScalar(item.key) ? String(item.key.value) : ''));
  const isInOrder = ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? 0) < rank);
  const next = isInOrder ? ranks.findIndex((rank) => rank > SECTIONS.indexOf(key)) : -1;
  return next < 0 ? items.length : next;
}

/** The document holds nothing but comments, or nothing at all. */
function appendToEmpty({ text, newline }: Layout, content: Record<string, unknown>): Splice[] {
  const gap = text === '' || text.endsWith('\n') ? '' : newline;
  return [{ at: text.length, remove: '', insert: `${gap}${renderBlock(content, 0, newline)}${newline}` }];
}

function replaceValue(layout: Layout, path: Path, value: unknown): Splice[] {
  const { text, newline } = layout;
  const node = nodeAt(layout, path);
  const parent = nodeAt(layout, path.slice(0, -1)) as Collection;
  const index = indexOf(parent, path);
  const end = beforeLineEnd(text, itemEnd(parent, index));
  const start = isMap(parent) ? colonEnd(parent, index) : nodeStart(node);
  const inline = isInline(value);
  if (inline && node && isReplaceableInline(node)) {
    const like: Scalar | undefined = isScalar(node) ? node : undefined;
    const remove = text.slice(nodeStart(node), end);
    return [{ at: nodeStart(node), remove, insert: renderInline(value, like) }];
  }
  const remove = text.slice(start, Math.max(start, end));
  if (!isMap(parent)) return [{ at: start, remove, insert: renderInline(value) }];
  if (inline || isFlow(parent)) return [{ at: start, remove, insert: ` ${renderInline(value)}` }];
  // Lines go below a comment that stands behind the key, or it would become part of them.
  const lines = newline + renderBlock(value, columnOf(text, itemStart(parent, index)) + 2, newline);
  const below = endOfLine(text, Math.max(start, end));
  return [
    { at: below, remove: '', insert: lines },
    { at: start, remove, insert: '' },
  ];
}

function renameKey(layout: Layout, path: Path, key: string): Splice[] {
  const parent = nodeAt(layout, path.slice(0, -1));
  const index = isMap(parent) ? indexOf(parent, path) : -1;
  const pair = isMap(parent) ? parent.items[index] : undefined;
  if (!pair || !isScalar(pair.key)) return [];
  const at = nodeStart(pair.key);
  return [{ at, remove: layout.text.slice(at, contentEnd(pair.key)), insert: renderInline(key, pair.key) }];
}

function insertItem(layout: Layout, { path, index, value }: Extract<Edit, { do: 'insert' }>): Splice[] {
  const list = nodeAt(layout, path);
  const usable = isCollection(list) && (list.items.length > 0 || isFlow(list));
  const roomy = usable && !(list.items.length === 0 && !isInline(value));
  if (!roomy) return setValue(layout, path, [value]);
  return insertAt(layout, list, index, [value]);
}

/** `content` is the item in a list of its own, or the entry in a map of its own. */
function insertAt(layout: Layout, collection: Collection, index: number, content: object): Splice[] {
  const { text, newline } = layout;
  if (isFlow(collection))
    return insertIntoFlow(text, collection, index, renderInline(content).slice(1, -1).trim());
  const first = itemStart(collection, 0);
  const lines = renderBlock(content, columnOf(text, first), newline);
  if (index >= collection.items.length) {
    const at = endOfLine(text, itemEnd(collection, collection.items.length - 1));
    return [{ at, remove: '', insert: newline + lines }];
  }
  const start = itemStart(collection, index);
  if (!beginsItsLine(text, start)) {
    return [
      { at: start, remove: '', insert: lines.trimStart() + newline + ' '.repeat(columnOf(text, first)) },
    ];
  }
  const floor = index === 0 ? 0 : itemEnd(collection, index - 1); // Lines of a block scalar may look like comments.
  return [{ at: aboveComments(text, lineStart(text, start), floor), remove: '', insert: lines + newline }];
}

function insertIntoFlow(text: string, collection: Collection, index: number, item: string): Splice[] {
  const { length } = collection.items;
  if (length === 0) {
    const at = nodeStart(collection) + 1;
    const padded = isMap(collection) && text[at] === '}' ? ` ${item} ` : item;
    return [{ at, remove: '', insert: padded }];
  }
  if (index >= length) return [{ at: itemEnd(collection, length - 1), remove: '', insert: `, ${item}` }];
  return [{ at: itemStart(collection, index), remove: '', insert: `${item}, ` }];
}

function removeItem(layout: Layout, path: Path): Splice[] {
  const { text } = layout;
  const collection = nodeAt(layout, path.slice(0, -1)) as Collection;
  const index = indexOf(collection, path);
  const { length } = collection.items;
  const start = itemStart(collection, index);
  const end = itemEnd(collection, index);
  if (length === 1) return removeLast(layout, path.slice(0, -1), collection);
  if (isFlow(collection)) {
    const from = index === length - 1 ? itemEnd(collection, index - 1) : start;
    const to = index === length - 1 ? end : itemStart(collection, index + 1);
    return [{ at: from, remove: text.slice(from, to), insert: '' }];
  }
  if (!beginsItsLine(text, start)) {
    return [{ at: start, remove: text.slice(start, itemStart(collection, index + 1)), insert: '' }];
  }
  return [removeLines(text, start, behindOwnComments(text, end, columnOf(text, start)))];
}

/**
 * Comment lines that stand deeper than an item speak of its inside, so they go with it. Left behind a block scalar they
 * would become part of its text.
 */
function behindOwnComments(text: string, end: number, column: number): number {
  let last = end;
  for (let at = endOfLine(text, end); at < text.length;) {
    const begin = text.indexOf('\n', at) + 1;
    if (begin === 0) return last;
    const line = text.slice(begin, lineEnd(text, begin));
    if (line.trim() !== '' && !(line.trimStart().startsWith('#') && line.search(/\S/u) > column)) return last;
    at = begin + line.length;
    if (line.trim() !== '') last = at;
  }
  return last;
}

/** An empty block collection cannot be written: it becomes `[]` or `{}` behind its key; comments stay where they are. */
function removeLast(layout: Layout, path: Path, collection: Collection): Splice[] {
  const { text } = layout;
  const empty = isMap(collection) ? '{}' : '[]';
  const start = itemStart(collection, 0);
  const end = beforeLineEnd(text, itemEnd(collection, 0));
  const parent = nodeAt(layout, path.slice(0, -1));
  if (isFlow(collection)) {
    const at = nodeStart(collection);
    return [{ at, remove: text.slice(at, contentEnd(collection)), insert: empty }];
  }
  if (path.length === 0 || !isMap(parent) || !beginsItsLine(text, start)) {
    return [{ at: start, remove: text.slice(start, end), insert: empty }];
  }
  const colon = colonEnd(parent, indexOf(parent, path));
  return [removeLines(text, start, end), { at: colon, remove: '', insert: ` ${empty}` }];
}

function removeLines(text: string, start: number, end: number): Splice {
  const from = lineStart(text, start);
  const to = endOfLine(text, end);
  const next = text.indexOf('\n', to) + 1;
  if (next > 0) return { at: from, remove: text.slice(from, next), insert: '' };
  const before = from > 1 && text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1);
  return { at: before, remove: text.slice(before), insert: '' };
}

function indexOf(collection: Collection, path: Path): number {
  const last = path.at(-1);
  if (!isMap(collection)) return Number(last) < collection.items.length ? Number(last) : -1;
  return collection.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(last));
}

/** Comment lines directly above an item speak of it, so what is put before the item goes above them. */
function aboveComments(text: string, at: number, floor: number): number {
  let start = at;
  while (start > 0) {
    const previous = lineStart(text, start - 1);
    if (previous < floor || !/^[ \t]*#/u.test(text.slice(previous, start))) return start;
    start = previous;
  }
  return start;
}

function endOfLine(text: string, end: number): number {
  return lineEnd(text, beforeLineEnd(text, end));
}

/** A block scalar ends behind its last line ends, which are not its own to remove. */
function beforeLineEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/u.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

function beginsItsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function isInline(value: unknown): boolean {
  return (
    typeof value !== 'object' || value === null || renderBlock({ value }, 0, '\n').split('\n').length === 1
  );
}

function isReplaceableInline(node: Node): boolean {
  if (isCollection(node)) return node.flow === true;
  return isScalar(node) && isWritten(node);
}
