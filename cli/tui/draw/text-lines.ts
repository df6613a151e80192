import { wrap } from '../../text/layout.ts';
import { widthOf } from './fit.ts';

/** What is read in a frame as wide as the screen: lines that are too long go on below, further in, so that nothing of an explanation is lost at 80 columns. */
export function textLines(lines: readonly string[], columns: number): readonly string[] {
  const width = columns - BORDERS;
  return lines.flatMap((line) => (widthOf(line) <= width ? [line] : wrapped(line, width)));
}

function wrapped(line: string, width: number): string[] {
  const indent = line.length - line.trimStart().length;
  const text = line.trimStart();
  const [first = ''] = wrap(text, width - indent);
  const rest = text.slice(first.length + 1);
  const others = rest === '' ? [] : wrap(rest, width - indent - DEEPER);
  return [' '.repeat(indent) + first, ...others.map((each) => ' '.repeat(indent + DEEPER) + each)];
}

const DEEPER = 4;
/** A border and a space on the left, a border on the right. */
const BORDERS = 3;
