const WIDTH = 80;

/** Breaks at spaces, for 80 columns; what follows the first line stands in by two, or as far as is asked. */
export function wrapped(text: string, indent = '  '): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(line === undefined ? word : indent + word);
  }
  return lines;
}
