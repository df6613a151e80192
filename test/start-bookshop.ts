import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const bookshopRoot: string = fileURLToPath(new URL('../fixtures/bookshop/', import.meta.url));

export interface Bookshop {
  url: string;
  /** Asks it to end with SIGTERM and answers its exit code. */
  stop(): Promise<number | null>;
}

/** Builds the bookshop as it builds itself, into `folder`, and answers the file to run. */
export async function buildBookshop(folder: string): Promise<string> {
  await build({
    entryPoints: [join(bookshopRoot, 'src/main.ts')],
    absWorkingDir: bookshopRoot,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    outdir: folder,
    logLevel: 'silent',
  });
  return join(folder, 'main.js');
}

/** A fresh folder for a build; it must be inside the repository, where the bookshop's packages are found. */
export async function bookshopBuildFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  await mkdir(join(bookshopRoot, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(bookshopRoot, 'dist/run-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts a built bookshop on a free port and answers when it listens. */
export async function startBookshop(main: string, env: Record<string, string> = {}): Promise<Bookshop> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', OUTBOX_EVERY_MS: '20', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`The bookshop ended with ${String(code)} before it listened:\n${errors}`);
  });
  ended.catch(() => undefined);
  const { port } = await Promise.race([listening(child), ended]);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

async function listening(child: ChildProcess): Promise<{ port: number }> {
  if (!child.stdout) throw new Error('The bookshop has no standard output.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as { port: number };
}
