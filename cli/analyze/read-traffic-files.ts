import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';

/** The summaries of traffic that were asked for; `true` is the folder in which the proxy writes. */
export function readTrafficFiles(
  root: string,
  asked: string | true | undefined,
  { cwd }: Io,
): { name: string; text: string }[] | undefined {
  if (asked === undefined) return undefined;
  const place = asked === true ? join(root, '.banyan', 'traffic') : resolve(cwd, asked);
  try {
    const files = statSync(place).isDirectory() ? jsonFilesIn(place) : [place];
    if (files.length === 0) throw new Error('it holds no .json file');
    return files.map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }));
  } catch (cause) {
    throw new CliError(
      'CANNOT_READ',
      `Cannot read traffic from ${JSON.stringify(place)}: ${(cause as Error).message}.`,
      'The proxy writes it while it runs; or import a log with "banyan traffic import <file>".',
      { cause },
    );
  }
}

function jsonFilesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  return names.sort().map((name) => join(folder, name));
}
