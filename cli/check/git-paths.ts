import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from '../cli-error.ts';

const run = promisify(execFile);

/** Files below `root`, relative to it, that differ from where `revision` and HEAD parted, new ones included. */
export async function changedSince(root: string, revision: string): Promise<Set<string>> {
  if (revision.startsWith('-')) throw unknownRevision(revision);
  const base = (await git(root, revision, ['merge-base', revision, 'HEAD'])).trim();
  const [changed, fresh] = await Promise.all([
    git(root, revision, ['diff', '--name-only', '-z', '--no-ext-diff', '--relative', base, '--']),
    git(root, revision, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  return new Set([...changed.split('\0'), ...fresh.split('\0')].filter((path) => path !== ''));
}

/** The way from the top of the repository to `root`, with its slash; empty at the top, or outside a repository. */
export async function prefixInRepository(root: string): Promise<string> {
  try {
    const { stdout } = await run('git', ['rev-parse', '--show-prefix'], { cwd: root });
    return stdout.trim();
  } catch {
    return '';
  }
}

const MOST_OUTPUT = 64 * 1024 * 1024;

async function git(root: string, revision: string, args: readonly string[]): Promise<string> {
  try {
    // A repository may name a program to run for fsmonitor; this one was not asked.
    const { stdout } = await run('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd: root,
      maxBuffer: MOST_OUTPUT,
    });
    return stdout;
  } catch (cause) {
    throw unknownRevision(revision, cause);
  }
}

function unknownRevision(revision: string, cause?: unknown): CliError {
  return new CliError(
    'USAGE',
    `Git cannot tell what changed since ${JSON.stringify(revision)}.`,
    'Name a branch, tag or commit that this checkout has; in CI fetch it first (fetch-depth: 0).',
    { cause },
  );
}
