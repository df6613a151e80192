import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { splitWords } from '../palette/split-words.ts';

/** Editors that take a line as `+12`. */
const TAKES_LINE = new Set([
  'vi',
  'vim',
  'nvim',
  'nano',
  'emacs',
  'emacsclient',
  'micro',
  'kak',
  'joe',
  'ed',
  'view',
]);

/** Runs the editor of the person on a file, and waits for it. Throws where it cannot be started. */
export async function runEditor(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
  line: number,
): Promise<void> {
  const [program = 'vi', ...args] = splitWords(env['VISUAL'] ?? env['EDITOR'] ?? 'vi');
  const at = line > 1 && TAKES_LINE.has(basename(program)) ? [`+${line}`] : [];
  await new Promise<void>((resolve, reject) => {
    const editor = spawn(program, [...args, ...at, file], { stdio: 'inherit' });
    editor.on('error', (cause) =>
      reject(
        Object.assign(new Error(`Cannot start the editor "${program}": ${cause.message}.`), {
          code: 'USAGE',
          hint: 'Set $EDITOR to one that is there.',
        }),
      ),
    );
    editor.on('close', () => resolve());
  });
}
