import { resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { expect, onTestFinished } from 'vitest';

/** A real terminal of a given size, with a program in it. */
export interface TerminalRun {
  /** The lines that a person sees. */
  readonly screen: () => string[];
  /** Everything that was sent to the terminal. */
  readonly sent: () => string;
  readonly isOtherScreen: () => boolean;
  readonly isCursorShown: () => boolean;
  /** Types; all of it comes in one piece. */
  readonly type: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly kill: (signal: string) => void;
  /** Until the screen shows something. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  readonly exitCode: () => number | undefined;
  readonly pid: number;
}

/** Saves as a person does: asks for it, sees what changes, and agrees. */
export async function save(tui: TerminalRun): Promise<void> {
  tui.type('w');
  await tui.shows('This is what changes in the file.');
  tui.type('\r');
  await tui.shows(/ saved$/mu);
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const bin = resolve('dist/cli/bin.js');

/** Runs `banyan` in a pseudo terminal; the screen is kept by the same code that VS Code draws its terminal with. */
export function runInTerminal(
  cwd: string,
  argv: readonly string[],
  options: TerminalOptions = {},
): TerminalRun {
  return runProgram(process.execPath, [bin, ...argv], cwd, options);
}

export function runProgram(
  program: string,
  argv: readonly string[],
  cwd: string,
  { columns = 80, rows = 24, env = {} }: TerminalOptions = {},
): TerminalRun {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let code: number | undefined;
  let sent = '';
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && name !== 'VITEST');
  const pty = spawn(program, [...argv], {
    cols: columns,
    rows,
    cwd,
    name: 'xterm-256color',
    env: { ...Object.fromEntries(inherited), ...env } as Record<string, string>,
  });
  pty.onData((data) => {
    sent += data;
    terminal.write(data);
  });
  pty.onExit(({ exitCode }) => (code = exitCode));
  onTestFinished(() => {
    if (code === undefined) pty.kill('SIGKILL');
    terminal.dispose();
  });
  const screen = (): string[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  return {
    screen,
    sent: () => sent,
    isOtherScreen: () => terminal.buffer.active.type === 'alternate',
    isCursorShown: () =>
      sent.lastIndexOf('\u001b[?25h') > sent.lastIndexOf('\u001b[?25l') || !sent.includes('\u001b[?25l'),
    type: (text) => pty.write(text),
    resize: (width, height) => {
      terminal.resize(width, height);
      pty.resize(width, height);
    },
    kill: (signal) => pty.kill(signal),
    shows: async (text) => {
      await expect.poll(() => screen().join('\n')).toMatch(text);
    },
    exitCode: () => code,
    pid: pty.pid,
  };
}
