import { spawn } from 'node:child_process';

export interface GitRun {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with standard output as it arrives. Returning false stops git. */
  readonly onText: (text: string) => boolean;
}

/** How a run ended; `failure` is absent where git did what was asked. */
export interface GitOutcome {
  readonly failure?: string;
}

/**
 * Configuration of the repository that could run a program or reach the network, switched off: an analysed
 * repository may bring its own (`core.fsmonitor`, `diff.external` and `log.showSignature` all start commands).
 */
const safeConfig = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'core.pager=cat',
  'diff.external=',
  'diff.orderFile=/dev/null',
  'log.showSignature=false',
  'log.follow=false',
  'gpg.program=false',
  'protocol.allow=never',
];

const maxErrorText = 4096;

/**
 * Runs git without a shell, a pager, a terminal, hooks, the network, or any configuration of the machine.
 * Never rejects: why git could not answer is part of the outcome.
 */
export async function runGit(run: GitRun): Promise<GitOutcome> {
  const args = ['--no-pager', ...safeConfig.flatMap((setting) => ['-c', setting]), ...run.args];
  return new Promise((resolve) => {
    const child = spawn('git', args, {
      cwd: run.cwd,
      env: safeEnvironment(run.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: run.timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
      ...(run.signal && { signal: run.signal }),
    });
    let errorText = '';
    let stopped = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stopped || run.onText(text)) return;
      stopped = true;
      child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errorText = (errorText + text).slice(0, maxErrorText);
    });
    child.on('error', (error) => {
      resolve({ failure: startFailure(error) });
    });
    child.on('close', (code, signal) => {
      resolve(code === 0 ? {} : { failure: endFailure(code, signal, errorText) });
    });
  });
}

/**
 * Variables of the caller's own repository (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, set in every hook) would
 * point at another history, so none is passed on.
 */
function safeEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function startFailure(error: Error): string {
  if (error.name === 'AbortError') return 'reading the history was interrupted';
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  return 'git could not be started';
}

function endFailure(code: number | null, signal: NodeJS.Signals | null, errorText: string): string {
  if (signal) return 'reading the history took too long or gave too much';
  const known = knownFailures.find(([pattern]) => pattern.test(errorText));
  return known?.[1] ?? `git ended with exit code ${code}`;
}

/** Git's own words may quote hostile names, so that only known causes are told apart. */
const knownFailures: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/not a git repository/, 'the folder is not in a git repository'],
  [/dubious ownership/, 'the git repository belongs to another user'],
  [
    /does not have any commits|bad (?:default )?revision 'HEAD'|ambiguous argument 'HEAD'/,
    'the git repository has no commits',
  ],
  [/must be run in a work tree/, 'the git repository has no work tree'],
  [
    /unable to read|missing (?:blob|tree|commit)|could not fetch|promisor|lazy|bad object|Could not read/i,
    'the git repository lacks some of its objects (a partial or damaged clone)',
  ],
];
