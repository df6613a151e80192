import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PlanError } from '../plan-error.ts';

/** A plan as it lay on disk: what a later save compares with. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
  /** SHA-256 of the bytes. */
  readonly hash: string;
}

/** Reads the text of a plan. Throws `PlanError` where there is none. */
export async function loadPlan(path: string): Promise<PlanFile> {
  try {
    const bytes = await readFile(path);
    return {
      path,
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      hash: hashOf(bytes),
    };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * Writes a plan so that a reader sees the old bytes or the new, never a part, and a crash loses neither: a temporary
 * file beside it is flushed and takes its place. Keeps the mode. A symbolic link is followed only to a file in or below
 * its own folder, and stays a link. Nothing is written where the file is not the one that was loaded, where it may not
 * be written, or while another writer holds the lock. Throws `PlanError`.
 */
export async function savePlan(loaded: PlanFile, text: string): Promise<PlanFile> {
  const target = await targetOf(loaded.path);
  const { mode } = await stat(target);
  if ((mode & 0o222) === 0) throw readOnly(loaded.path);
  const unlock = await lock(target);
  try {
    const temporary = join(dirname(target), `.${randomBytes(8).toString('hex')}.tmp`);
    await writeFlushed(temporary, text, mode & 0o777);
    try {
      if (hashOf(await readFile(target)) !== loaded.hash) throw changed(loaded.path);
      await rename(temporary, target);
    } catch (error) {
      await unlink(temporary);
      throw error;
    }
    await flushFolder(dirname(target));
  } finally {
    await unlock();
  }
  return { path: loaded.path, text, hash: hashOf(Buffer.from(text)) };
}

/** Makes a new file, and never takes the place of one that is there. */
export async function createPlanFile(path: string, text: string): Promise<void> {
  try {
    await writeFlushed(path, text, 0o644);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw unwritable(path, cause);
    throw new PlanError('PLAN_CHANGED', `${path} exists already.`, 'Choose another name, or edit the file.', {
      cause,
    });
  }
}

async function targetOf(path: string): Promise<string> {
  if (!(await lstat(path)).isSymbolicLink()) return path;
  const [folder, target] = await Promise.all([realpath(dirname(path)), realpath(path)]);
  const inside = relative(folder, target);
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !inside.startsWith(sep)) return target;
  throw new PlanError(
    'PLAN_OUTSIDE',
    `${path} is a link to ${target}, outside its own folder.`,
    'Edit the file that it points to by its own path.',
  );
}

/** A lock that its owner's death leaves behind is taken over after this many milliseconds. */
const STALE = 10_000;
const TRIES = 40;

async function lock(target: string): Promise<() => Promise<void>> {
  const path = `${target}.lock`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.close();
      return () => unlink(path).catch(() => undefined);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw unwritable(target, cause);
      await breakStale(path);
      await wait(25);
    }
  }
  throw new PlanError(
    'PLAN_LOCKED',
    `${target} is being written by another command.`,
    `Try again; if no other command runs, remove ${path}.`,
  );
}

async function breakStale(path: string): Promise<void> {
  const held = await stat(path).catch(() => undefined);
  if (held && Date.now() - held.mtimeMs > STALE) await unlink(path).catch(() => undefined);
}

async function writeFlushed(path: string, text: string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.chmod(mode); // The mask of the process does not apply.
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename itself durable; some systems cannot open a folder, and lose nothing else by it. */
async function flushFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    await handle.sync();
  } catch {
    // The content is safe either way: at worst the old file is back after a power cut.
  } finally {
    await handle?.close();
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}

function unreadable(path: string, cause: unknown): PlanError {
  if (codeOf(cause) === 'ENOENT') {
    return new PlanError(
      'PLAN_NOT_FOUND',
      `There is no plan at ${path}.`,
      'Run "banyan init", or give --plan.',
      { cause },
    );
  }
  const reason =
    codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8 text' : 'cannot be read';
  return new PlanError(
    'PLAN_UNREADABLE',
    `${path} ${reason}.`,
    'Check that it is a YAML file that you may read.',
    { cause },
  );
}

function unwritable(path: string, cause: unknown): PlanError {
  return new PlanError(
    'PLAN_READ_ONLY',
    `${path} cannot be written (${String(codeOf(cause))}).`,
    'Check the rights on its folder.',
    { cause },
  );
}

function readOnly(path: string): PlanError {
  return new PlanError(
    'PLAN_READ_ONLY',
    `${path} is read-only.`,
    'Give yourself the right to write it (chmod u+w).',
  );
}

function changed(path: string): PlanError {
  return new PlanError(
    'PLAN_CHANGED',
    `${path} was changed by someone else since it was read; nothing was written.`,
    'Run the command again: it will start from the file as it is now.',
  );
}
