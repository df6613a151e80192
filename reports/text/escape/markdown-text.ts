import { label } from './label.ts';

/** A name inside Markdown text or a table cell: no mark-up, no mention, no link, no cell or line of its own. */
export function markdownText(name: string, most = 80): string {
  return label(name, most).replace(MARK_UP, (characters) =>
    characters.replace(/[^\d\s]/gu, (character) => `&#${character.charCodeAt(0)};`),
  );
}

/**
 * Mark-up of GitHub's Markdown wherever it may stand in a line, `_` only at the edge of a word, what would start a block
 * only at the start, and what would become a link, a mention or a reference by itself.
 */
const MARK_UP =
  /[\\`*[\]<>#|~&@$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^(?:[-+=:]|\d+[.)](?=\s|$))|:(?=\/\/)|\.(?<=www\.)|(?<=gh)-(?=\d)/giu;

/** A name as code in Markdown. Cells of tables are split before code is read, so `|` is escaped even here. */
export function markdownCode(name: string, most = 80): string {
  const text = label(name, most).replaceAll('`', 'ˋ').replaceAll('|', '¦').replaceAll('\\', '＼');
  return text === '' ? '' : `\`${text}\``;
}
