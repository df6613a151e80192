import { randomUUID } from 'node:crypto';

import type { History } from '../../model/evidence.ts';
import type { HistoryCache } from './history-cache.ts';
import { createLogParser, logFormat } from './parse-log.ts';
import { type GitRun, runGit } from './run-git.ts';
import { createCommitTally } from './tally-commits.ts';

export interface HistoryOptions {
  /** Newest commits to read, merges not counted; older changes say less about today's code. */
  readonly maxCommits?: number;
  readonly timeoutMs?: number;
  /** Remembers the answer for the same commit and modules. */
  readonly cache?: HistoryCache | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Variables for git; those that git itself defines are left out. */
  readonly environment?: NodeJS.ProcessEnv;
}

const defaultMaxCommits = 5000;
const defaultTimeoutMs = 30_000;
const maxLogCharacters = 1 << 28;
const maxAnswer = 1 << 16;

type Git = Omit<GitRun, 'args' | 'onText'>;

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
  const state = await stateOf(git);
  if ('reason' in state) return { available: false, reason: state.reason };
  const commits = options.maxCommits ?? defaultMaxCommits;
  const scope = { ...state, commits, modules: [...modules].toSorted() };
  const known = options.cache?.get(scope);
  if (known) return known;
  const history = await readLog(git, modules, commits);
  if (history.available) options.cache?.save(scope, history);
  return history;
}

async function readLog(git: Git, modules: ReadonlySet<string>, commits: number): Promise<History> {
  const mark = randomUUID();
  const tally = createCommitTally(modules);
  const parser = createLogParser(mark, tally.add);
  let characters = 0;
  const onText = (text: string) => {
    characters += text.length;
    return parser.push(text) && characters <= maxLogCharacters;
  };
  const { failure } = await runGit({ ...git, args: logArguments(mark, commits), onText });
  if (failure !== undefined) return { available: false, reason: failure };
  parser.end();
  return tally.result();
}

/** Where HEAD is, or why there is no history to read. */
async function stateOf(git: Git): Promise<{ head: string; prefix: string } | { reason: string }> {
  let answer = '';
  const onText = (text: string) => {
    answer += text;
    return answer.length <= maxAnswer;
  };
  const args = ['rev-parse', '--is-shallow-repository', '--is-inside-work-tree', 'HEAD', '--show-prefix'];
  const { failure } = await runGit({ ...git, args, onText });
  if (failure !== undefined) return { reason: failure };
  const [isShallow, isInside, head = '', ...prefix] = answer.split('\n');
  // A shallow clone shows its oldest commit as one that created every file at once.
  if (isShallow !== 'false') return { reason: 'the git repository is a shallow clone' };
  if (isInside !== 'true') return { reason: 'the folder is not in a git work tree' };
  return { head, prefix: prefix.join('\n') };
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
