import type { Role } from '../rows/row.ts';

/** How roles look. Colour never carries meaning alone, and only the sixteen of every terminal are used. */
export interface Theme {
  readonly paint: (role: Role | undefined, text: string) => string;
  /** The row under the cursor, where the panel has the focus and where not. */
  readonly cursor: (text: string, hasFocus: boolean) => string;
  readonly border: (text: string, hasFocus: boolean) => string;
  /** The last step for every line: without box drawing where `--ascii` asks for it. */
  readonly finish: (line: string) => string;
}

const CODES: Readonly<Record<Role, readonly [number, number]>> = {
  dim: [2, 22],
  strong: [1, 22],
  accent: [36, 39],
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
};

export function createTheme({ color, ascii }: { readonly color: boolean; readonly ascii: boolean }): Theme {
  return {
    paint: (role, text) => {
      if (role === undefined || (!color && role !== 'strong' && role !== 'dim')) return text;
      return sgr(...CODES[role], text);
    },
    cursor: (text, hasFocus) => (hasFocus ? sgr(7, 27, text) : sgr(1, 22, text)),
    border: (text, hasFocus) => {
      if (hasFocus) return color ? sgr(32, 39, text) : sgr(1, 22, text);
      return sgr(2, 22, text);
    },
    finish: ascii ? toAscii : (line) => line,
  };
}

function sgr(open: number, close: number, text: string): string {
  return text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;
}

const PLAIN: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '━': '=',
  '█': '#',
  '░': '.',
  '▸': '>',
  '▾': 'v',
  '●': '*',
  '○': 'o',
  '→': '>',
  '↑': '^',
  '↓': 'v',
  '−': '-',
  '…': '~',
  '·': '-',
  '✓': 'x',
  '⚠': '!',
};

/** One column for one column; what else is not ASCII is a name, and stays. */
function toAscii(line: string): string {
  return line.replace(/[─│┌┐└┘━█░▸▾●○→↑↓−…·✓⚠]/gu, (glyph) => PLAIN[glyph] ?? glyph);
}
