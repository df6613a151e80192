import { randomUUID } from 'node:crypto';

import type { History } from '../../model/evidence.ts';
import { type HistoryCache, noHistoryCache } from './history-cache.ts';
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
  readonly cache?: HistoryCache;
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
  const place = await findHead(git);
  if ('reason' in place) return { available: false, reason: place.reason };
  const cache = options.cache ?? noHistoryCache;
  const key = { ...place, modules, maxCommits: options.maxCommits ?? defaultMaxCommits };
  const known = cache.get(key);
  if (known) return known;
  const history = await readLog(git, modules, key.maxCommits);
  if (history.available) cache.save(key, history);
  return history;
}

type Git = Omit<GitRun, 'args' | 'onText'>;

async function readLog(git: Git, modules: ReadonlySet<string>, maxCommits: number): Promise<History> {
  const mark = randomUUID();
  const tally = createCommitTally(modules);
  const parser = createLogParser(mark, tally.add);
  let characters = 0;
  const { failure } = await runGit({
    ...git,
    args: logArguments(mark, maxCommits),
    onText: (text) => {
      characters += text.length;
      return parser.push(text) && characters <= maxLogCharacters;
    },
  });
  if (failure !== undefined) return { available: false, reason: failure };
  parser.end();
  return tally.result();
}

/** Where history begins, or why it cannot be read: a shallow clone shows its oldest commit as one that made every file. */
async function findHead(git: Git): Promise<{ head: string; prefix: string } | { reason: string }> {
  let answer = '';
  const { failure } = await runGit({
    ...git,
    args: ['rev-parse', '--is-shallow-repository', '--is-inside-work-tree', '--show-prefix', 'HEAD'],
    onText: (text) => {
      answer += text;
      return true;
    },
  });
  if (failure !== undefined) return { reason: failure };
  const [isShallow, isInside, prefix = '', head = ''] = answer.split('\n');
  if (isShallow !== 'false') return { reason: 'the git repository is a shallow clone' };
  return isInside === 'true' ? { head, prefix } : { reason: 'the folder is not in a git work tree' };
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
