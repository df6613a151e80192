import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAnalyze } from '../analyze/run-analyze.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';

/** Analyses a copy of the bundled bookshop in a temporary folder, and leaves nothing behind. */
export async function runDemo(io: Io): Promise<CommandResult> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-demo-'));
  try {
    cpSync(bookshop(), join(folder, 'bookshop'), {
      recursive: true,
      filter: (path) => !path.includes('/.banyan'),
    });
    const flags = { folders: true, history: false, cache: false };
    const result = await runAnalyze(join(folder, 'bookshop'), flags, { ...io, cwd: folder });
    const analysis = result.text();
    return { ...result, text: () => `${INTRODUCTION}\n${withoutClosing(analysis)}${CLOSING}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const INTRODUCTION = `The bookshop is a small monolith in layers: controllers, services, repositories,
one database. It comes with banyan, and this is what \`banyan analyze\` makes of it.
`;

const CLOSING = `Next
  cd your-monolith && npx banyan analyze
                                  the same for your own code; nothing of it runs
  npx banyan doctor               what banyan finds there before it reads
  npx banyan analyze --json       one JSON document, for scripts
`;

/** The temporary file that the closing lines name is gone by the time they are read. */
function withoutClosing(text: string): string {
  const at = text.lastIndexOf('\nTook ');
  return at < 0 ? text : text.slice(0, at + 1);
}

/** Two folders up in the source, three in the build. */
function bookshop(): string {
  for (const place of ['../../fixtures/bookshop', '../../../fixtures/bookshop']) {
    const folder = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(folder)) return folder;
  }
  throw new CliError('CANNOT_READ', 'The bundled bookshop is missing.', 'Install banyan anew.');
}
