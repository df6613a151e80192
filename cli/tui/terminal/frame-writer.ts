/**
 * Writes whole frames, line by line where they differ from the frame before, each line at its place. Ink lays text out
 * anew for every frame, glyph by glyph, which takes 15 ms of processor time for 160 × 50; these lines are laid out
 * already. Its incremental mode (6.8.0) moves the cursor up one line too few where a frame ends with a line break, and
 * without one it clears the terminal at each frame of full height, which flickers.
 */
export interface FrameWriter {
  readonly paint: (lines: readonly string[]) => void;
  /** What Ink is to take for the terminal: of its size, and silent. */
  readonly stream: NodeJS.WriteStream;
  /** The terminal is another than it was: the next frame is written whole. */
  readonly forget: () => void;
}

/** Terminals that know it show a frame at once instead of line by line; the others pass over it. */
const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';

export function createFrameWriter(stdout: NodeJS.WriteStream): FrameWriter {
  let shown: readonly string[] = [];
  const paint = (frame: readonly string[]): void => {
    const lines = frame.slice(0, stdout.rows);
    const changes = differing(shown, lines);
    shown = lines;
    if (changes !== '') stdout.write(`${BEGIN}${changes}${END}`);
  };
  const stream = new Proxy(stdout, {
    get: (target, key) => {
      if (key === 'write') return () => true;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { paint, stream, forget: () => (shown = []) };
}

function differing(before: readonly string[], now: readonly string[]): string {
  let text = before.length === 0 ? '\u001b[2J' : '';
  for (const [row, line] of now.entries())
    if (line !== before[row]) text += `\u001b[${row + 1};1H\u001b[2K${line}\u001b[0m`;
  if (now.length < before.length) text += `\u001b[${now.length + 1};1H\u001b[J`;
  return text;
}
