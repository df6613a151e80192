const HIDDEN = /<!--[\s\S]*?(?:-->|$)|<(script|style|noscript|template)\b[\s\S]*?(?:<\/\1\s*>|$)/giu;
const TAG = /<\/?[A-Za-z!?][^>]*>?/gu;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The words that a reader of a page sees: no tags, scripts, styles or comments, entities decoded. */
export function htmlWords(html: string): string[] {
  const text = html.replaceAll(HIDDEN, ' ').replaceAll(TAG, ' ');
  return textWords(text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/giu, decoded));
}

function decoded(entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
}

/** Tags are words too, so that what is between them has a place. */
export function xmlWords(xml: string): string[] {
  return textWords(xml.replaceAll(/<[^<>]*>/gu, (tag) => ` ${tag.replaceAll(/\s+/gu, ' ')} `));
}

/** White space is not told apart. */
export function textWords(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}
