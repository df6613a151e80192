/** The other screen of the terminal, which leaves what stood there before as it was. */
export interface Screen {
  readonly enter: () => void;
  /** May be called more than once, from any way out. */
  readonly leave: () => void;
}

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H';
/** Attributes off, cursor shown, bracketed paste off, and back to the first screen. */
const LEAVE = '\u001b[0m\u001b[?25h\u001b[?2004l\u001b[?1049l';

export function createScreen(stdout: Pick<NodeJS.WriteStream, 'write'>): Screen {
  let isIn = false;
  return {
    enter: () => {
      if (!isIn) stdout.write(ENTER);
      isIn = true;
    },
    leave: () => {
      if (isIn) stdout.write(LEAVE);
      isIn = false;
    },
  };
}

/** Hands text to the clipboard of the terminal, over SSH as well (OSC 52; terminals may refuse it). */
export function clipboardSequence(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
