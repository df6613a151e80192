import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Breach } from '../../plan/index.ts';

/**
 * An analysis knows one line for all that a module takes from another: the first. Where several import statements name
 * the same module, the one that brings this name in is found by looking for it from that line on.
 */
export async function pointAtNames<Found extends Breach>(
  root: string,
  breaches: readonly Found[],
): Promise<Found[]> {
  const texts = new Map<string, Promise<string[]>>();
  const linesOf = (file: string): Promise<string[]> => {
    const known = texts.get(file) ?? readFile(join(root, file), 'utf8').then(toLines, () => []);
    texts.set(file, known);
    return known;
  };
  return Promise.all(
    breaches.map(async (breach) => {
      if (!isName(breach.symbol)) return breach;
      const lines = await linesOf(breach.file);
      const word = new RegExp(
        String.raw`(?<![\w$])${breach.symbol.replaceAll('$', String.raw`\$`)}(?![\w$])`,
        'u',
      );
      const found = lines.findIndex((line, index) => index >= breach.line - 1 && word.test(line));
      return found < 0 ? breach : { ...breach, line: found + 1 };
    }),
  );
}

function toLines(text: string): string[] {
  return text.split(/\r?\n/u);
}

function isName(symbol: string): boolean {
  return /^[A-Za-z_$][\w$]*$/u.test(symbol);
}
