import { randomUUID } from 'node:crypto';

import type { History } from '../../model/evidence.ts';
import { createLogParser, logFormat } from './parse-log.ts';
import { type GitRun, runGit } from './run-git.ts';
import { createCommitTally } from './tally-commits.ts';

export interface HistoryOptions {
  /** Newest commits to read, merges not counted; older changes say less about today's code. */
  readonly maxCommits?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Variables for git; those that git itself defines are left out. */
  readonly environment?: NodeJS.ProcessEnv;
}

const defaultMaxCommits = 5000;
const defaultTimeoutMs = 30_000;
const maxLogCharacters = 1 << 28;

/**
 * Reads from git which modules change together, and how many people change each. Git runs as a process of its
 * own: start this before the source is read and await it afterwards. Never rejects; a history that is shallow,
 * damaged, forbidden or absent is `available: false` with the reason, never a count of zero.
 *
 * Of moves only those are followed that left the file unchanged, which trees alone tell: others need file
 * contents, which a partial clone would fetch one by one.
 *
 * @param root absolute real path of the analysed folder; it may lie below the repository's own
 * @param modules paths of the analysed modules, relative to `root`
 */
export async function collectHistory(
  root: string,
  modules: ReadonlySet<string>,
  options: HistoryOptions = {},
): Promise<History> {
  const git = {
    cwd: root,
    environment: options.environment ?? process.env,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    signal: options.signal,
  };
  const reason = await whyNotReadable(git);
  if (reason !== undefined) return { available: false, reason };
  const mark = randomUUID();
  const tally = createCommitTally(modules);
  const parser = createLogParser(mark, tally.add);
  let characters = 0;
  const { failure } = await runGit({
    ...git,
    args: logArguments(mark, options.maxCommits ?? defaultMaxCommits),
    onText: (text) => {
      characters += text.length;
      return parser.push(text) && characters <= maxLogCharacters;
    },
  });
  if (failure !== undefined) return { available: false, reason: failure };
  parser.end();
  return tally.result();
}

/** A shallow clone shows its oldest commit as one that created every file at once. */
async function whyNotReadable(git: Omit<GitRun, 'args' | 'onText'>): Promise<string | undefined> {
  let answer = '';
  const { failure } = await runGit({
    ...git,
    args: ['rev-parse', '--is-shallow-repository', '--is-inside-work-tree'],
    onText: (text) => {
      answer += text;
      return true;
    },
  });
  if (failure !== undefined) return failure;
  const [isShallow, isInside] = answer.split('\n');
  if (isShallow !== 'false') return 'the git repository is a shallow clone';
  return isInside === 'true' ? undefined : 'the folder is not in a git work tree';
}

function logArguments(mark: string, maxCommits: number): string[] {
  return [
    'log',
    '-z',
    '--no-merges',
    '-M100%',
    '--name-status',
    '--relative',
    '--no-ext-diff',
    '--no-textconv',
    '--no-show-signature',
    '--no-mailmap',
    '--no-color',
    '--no-decorate',
    '--encoding=UTF-8',
    logFormat(mark),
    `--max-count=${maxCommits}`,
    '--end-of-options',
    'HEAD',
    '--',
    '.',
  ];
}
