import { Document, isScalar, type Scalar, stringify, visit } from 'yaml';

const FLOW = {
  lineWidth: 0,
  flowCollectionPadding: true,
  collectionStyle: 'flow',
  doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
} as const;

const BLOCK = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY } as const;

/** What fits in this many columns stays on a line, as people write it. */
const INLINE_WIDTH = 90;

/** A value on one line, safe inside `[…]` and `{…}` as well as behind a key. Keeps the quotes of `like`. */
export function renderInline(value: unknown, like?: Scalar): string {
  const document = new Document([value]);
  const item = document.get(0, true);
  if (isScalar(item) && like?.type?.startsWith('QUOTE') === true) item.type = like.type;
  quoteLineEnds(document);
  const line = document.toString(FLOW).trim();
  return line.slice(1, -1).trim(); // Without the brackets of the list that made it safe.
}

/** A value as lines in block style, each indented by `indent`. Lists of words and small maps stay on one line. */
export function renderBlock(value: unknown, indent: number, newline: string): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node) => (node === document.contents ? undefined : inlineWhereSmall(node)),
  });
  quoteLineEnds(document);
  const lines = document.toString(BLOCK).replace(/\n$/u, '').split('\n');
  return lines.map((line) => ' '.repeat(indent) + line).join(newline);
}

/** A collection of scalars that is short enough is written as `[…]` or `{…}`. */
export function inlineWhereSmall(node: {
  flow?: boolean;
  items: readonly unknown[];
  toJSON(): unknown;
}): void {
  const value: unknown = node.toJSON();
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const plain = members.every(
    (member) => typeof member !== 'object' || member === null || isShortList(member),
  );
  node.flow = plain && stringify(value, FLOW).length <= INLINE_WIDTH;
}

/** A block scalar would swallow an indented comment that follows it. */
function quoteLineEnds(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'QUOTE_DOUBLE';
    },
  });
}

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object');
}
