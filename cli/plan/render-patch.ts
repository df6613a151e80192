import { createTwoFilesPatch } from 'diff';
import picocolors from 'picocolors';
import { printable } from '../printable.ts';

/** A unified diff that `git apply` takes; an absent old text is a new file. */
export function renderPatch(name: string, before: string | undefined, after: string, color = false): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${name}`,
    `b/${name}`,
    before ?? '',
    after,
  );
  const { red, green, cyan } = picocolors.createColors(color);
  const lines = patch.split('\n').filter((line) => !/^=+$/u.test(line));
  return lines
    .map(printable)
    .map((line) => {
      if (line.startsWith('+') && !line.startsWith('+++')) return green(line);
      if (line.startsWith('-') && !line.startsWith('---')) return red(line);
      return line.startsWith('@@') ? cyan(line) : line;
    })
    .join('\n');
}
