import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the monolith seems to listen on a developer's machine, and which line says so. */
export interface DetectedAddress {
  readonly address: string;
  readonly file: string;
  readonly line: number;
}

/** What a repository says about its port, the surest first. Values of other variables are not looked at. */
const SOURCES: readonly { readonly file: string; readonly port: RegExp }[] = [
  ...['.env.example', '.env.sample', '.env.default', '.env.local', '.env', '.env.development'].map(
    (file) => ({
      file,
      port: /^\s*(?:export\s+)?(?:(?:API|APP|SERVER|HTTP|BACKEND)_)?PORT\s*=\s*["']?(\d{2,5})["']?\s*(?:#.*)?$/u,
    }),
  ),
  { file: 'Dockerfile', port: /^\s*EXPOSE\s+(\d{2,5})(?:\/tcp)?\b/iu },
];

/** The first port that a repository names for itself; undefined where none does. */
export async function detectAddress(folder: string): Promise<DetectedAddress | undefined> {
  for (const { file, port } of SOURCES) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => ''); // Absent, or not ours to read.
    for (const [index, line] of text.split(/\r?\n/u).entries()) {
      const found = Number(port.exec(line)?.[1]);
      if (found > 0 && found < 65_536) return { address: `http://127.0.0.1:${found}`, file, line: index + 1 };
    }
  }
  return undefined;
}
