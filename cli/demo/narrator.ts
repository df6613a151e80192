import stringWidth from 'string-width';
import type { Io } from '../io.ts';
import { padEnd, wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';
import { createPalette, type Palette } from '../text/palette.ts';

const INDENT = '   ';
const BAR = 40;
const CLEAR = '\r\u001b[2K';

/** Tells the story: numbered chapters, commands as they are run, and one line that lives while traffic is watched. */
export class Narrator {
  readonly #write: (text: string) => void;
  readonly #columns: number;
  readonly #live: boolean;
  readonly palette: Palette;
  #chapter = 0;

  /** With `json` the story goes to stderr, since stdout is the document's. */
  constructor(io: Io, { json }: { readonly json: boolean }) {
    const out = json ? io.stderr : io.stdout;
    this.#write = (text) => void out.write(text);
    this.#columns = Math.min(io.columns, 80);
    this.#live = io.interactive;
    this.palette = createPalette(io.color && !json);
  }

  chapter(title: string): void {
    this.#chapter += 1;
    const head = ` ${this.#chapter}  ${title} `;
    const rule = '─'.repeat(Math.max(0, this.#columns - stringWidth(head)));
    this.#write(`\n${this.palette.bold(head)}${this.palette.dim(rule)}\n`);
  }

  /** A paragraph. */
  say(text: string): void {
    for (const line of wrap(text, this.#columns - INDENT.length)) this.line(line);
  }

  /** One line as it is; it may hold colour. */
  line(text = ''): void {
    this.#write(text === '' ? '\n' : `${INDENT}${text}\n`);
  }

  command(argv: readonly string[]): void {
    this.line(this.palette.accent(`$ banyan ${argv.join(' ')}`));
  }

  /** Rewritten in place on a terminal; elsewhere only the last state is told, by `settle`. */
  live(text: string): void {
    if (this.#live) this.#write(`${CLEAR}${INDENT}${text}`);
  }

  settle(text: string): void {
    if (this.#live) this.#write(CLEAR);
    this.line(text);
  }

  /** Leaves the terminal as it was, for whoever breaks off in the middle of a living line. */
  clear(): void {
    if (this.#live) this.#write(CLEAR);
  }

  /** Who answered the route: `monolith ░░░░░░░░████ orders   25 % of 1,204`. */
  shares(monolith: number, service: number): string {
    const total = monolith + service;
    const filled = total === 0 ? 0 : Math.round((service / total) * BAR);
    const percent = total === 0 ? 0 : Math.round((service / total) * 100);
    const { accent, dim } = this.palette;
    const bar = dim('░'.repeat(BAR - filled)) + accent('█'.repeat(filled));
    return `monolith ${bar} orders ${String(percent).padStart(3)} % ${dim(`of ${count(total)}`)}`;
  }

  /** Columns by their widest cell; the first is flush left, the others right. */
  table(rows: readonly (readonly string[])[]): void {
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
    );
    for (const [index, row] of rows.entries()) {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? padEnd(cell, width) : ' '.repeat(width - stringWidth(cell)) + cell;
      });
      const text = cells.join('  ').trimEnd();
      this.line(index === 0 ? this.palette.dim(text) : text);
    }
  }
}
