import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { writeOutput } from '../write-output.ts';
import { chooseFormats, type System, type TextFormat, textFormats } from '../../reports/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { count } from '../../words/count.ts';

interface Wanted {
  readonly format: string;
  /** A file for one format, a folder for several; `-` or absent: standard output. */
  readonly out: string | undefined;
}

/** Writes a system in the formats that were asked for. @throws CliError USAGE, CANNOT_WRITE */
export function writeFormats(system: System, { format, out }: Wanted, io: Io): CommandResult {
  const formats = formatsOf(format);
  const texts = formats.map((each) => ({ format: each, text: each.render(system) }));
  if (out === undefined || out === '-') return printed(texts);
  const place = resolve(io.cwd, out);
  const isFolder = formats.length > 1 || /[\\/]$/u.test(out) || isExistingFolder(place);
  const written = texts.map(({ format: { name, file }, text }) => {
    const path = isFolder ? join(place, file) : place;
    write(path, text);
    return { format: name, output: relative(io.cwd, path) || path, bytes: Buffer.byteLength(text) };
  });
  return {
    data: { written },
    text: () =>
      written.map(({ output, bytes }) => `Written  ${printable(output)} (${count(bytes)} bytes)\n`).join(''),
  };
}

function formatsOf(list: string): readonly TextFormat[] {
  const { formats, unknown } = chooseFormats(list);
  if (unknown.length === 0 && formats.length > 0) return formats;
  const names = textFormats.map(({ name }) => name).join(', ');
  const named = unknown.map((name) => JSON.stringify(name)).join(', ');
  throw new CliError(
    'USAGE',
    unknown.length > 0 ? `There is no format ${named}.` : '--format names no format.',
    `Formats are ${names}, or all.`,
  );
}

function printed(texts: readonly { readonly format: TextFormat; readonly text: string }[]): CommandResult {
  if (texts.length > 1)
    throw new CliError(
      'USAGE',
      'Several formats do not fit on standard output.',
      'Name a folder: --out FOLDER.',
    );
  return {
    data: texts.map(({ format, text }) => ({ format: format.name, text }))[0],
    text: () => texts[0]?.text ?? '',
  };
}

function isExistingFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function write(path: string, text: string): void {
  writeOutput(path, [text], { what: 'report', option: '--out' });
}
