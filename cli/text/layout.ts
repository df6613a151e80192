import stringWidth from 'string-width';

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 9950 ? 2 : 1)} s`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** Cuts the middle out of what is too long, since both ends of a path say something. */
export function shorten(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  const tail = Math.ceil((width - 1) * 0.6);
  const head = upTo(width - 1 - tail, characters);
  return `${head.join('')}…${upTo(tail, characters.toReversed()).reverse().join('')}`;
}

/** The first characters that fit; some take two columns. */
function upTo(width: number, characters: readonly string[]): string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += stringWidth(character)) > width);
  return characters.slice(0, end < 0 ? undefined : end);
}

/** A label in its column, then text wrapped at `width` under itself. */
export function labelled(label: string, text: string, width: number, indent = 4): string[] {
  const column = indent + LABEL_WIDTH;
  const lines = wrap(text, width - column);
  return lines.map(
    (line, index) =>
      (index === 0 ? ' '.repeat(indent) + padEnd(label, LABEL_WIDTH) : ' '.repeat(column)) + line,
  );
}

const LABEL_WIDTH = 12;

/** Breaks at spaces; a word longer than the line stands alone on its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}
