import { relative } from 'node:path';
import { watch } from 'chokidar';
import type { CheckFlags } from './check-flags.ts';
import type { CommandResult } from '../envelope.ts';
import { failureOf, renderFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { placesOf } from './find-in-code.ts';
import { runCheck } from './run-check.ts';

/** Editors write a file in several steps, and a branch switch writes thousands. */
const SETTLED_MS = 150;

/** Checks, and checks again whenever the code, the plan or the baseline changes, until Ctrl-C. Tells only what is different. */
export async function watchCheck(root: string, flags: CheckFlags, io: Io): Promise<CommandResult> {
  const { root: folder } = placesOf(root, flags, io);
  const watcher = watch(folder, { ignored: (path) => isAside(relative(folder, path)), ignoreInitial: true });
  let last = '';
  const settled = createGate();
  watcher.on('all', settled.open);
  io.signal.addEventListener('abort', settled.open, { once: true });
  try {
    while (!io.signal.aborted) {
      const text = await textOf(root, flags, io);
      if (text !== last && !io.signal.aborted) io.stdout.write(last === '' ? text : `\n${text}`);
      last = text;
      if (!io.signal.aborted) await settled.opened();
    }
  } finally {
    await watcher.close();
  }
  return { data: { watched: folder }, text: () => '' };
}

/** A plan that is being edited is wrong now and then; that ends a check, not the watching. */
async function textOf(root: string, flags: CheckFlags, io: Io): Promise<string> {
  try {
    return (await runCheck(root, { ...flags, format: 'text' }, io)).text();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.exitCode === 3) throw error;
    return renderFailure(failure);
  }
}

function isAside(path: string): boolean {
  return /(?:^|[\\/])(?:node_modules|\.git|\.banyan)(?:[\\/]|$)/u.test(path);
}

/** Opens a moment after the last of many calls; a call that comes while nobody waits is not lost. */
function createGate(): { open: () => void; opened: () => Promise<void> } {
  let pending = false;
  let timer: NodeJS.Timeout | undefined;
  let release: (() => void) | undefined;
  return {
    open: () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        pending = true;
        release?.();
      }, SETTLED_MS);
    },
    opened: async () => {
      if (!pending) await new Promise<void>((resolve) => (release = resolve));
      pending = false;
      release = undefined;
    },
  };
}
