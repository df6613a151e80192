/** One commit as `git log --name-status -z -M100%` prints it. */
export interface LoggedCommit {
  readonly email: string;
  readonly name: string;
  /** Paths whose content changed, under the names they had then. */
  readonly paths: string[];
  /** Files that were moved and not changed. */
  readonly moves: { readonly from: string; readonly to: string }[];
}

export interface LogParser {
  /** False once the input is not believable, so that the reader can stop. */
  readonly push: (text: string) => boolean;
  readonly end: () => void;
}

/** Longer than any path that a file system takes; text without an end is not collected for ever. */
const maxToken = 1 << 20;

/** The `--format` that the parser understands. `mark` must be unguessable: file names are hostile. */
export function logFormat(mark: string): string {
  return `--format=tformat:${mark}%x1f%ae%x1f%an`;
}

/**
 * Splits the log into commits as it arrives. A header is told from other text by its mark, since the name of a
 * file may hold any byte but NUL, line feeds included.
 */
export function createLogParser(mark: string, onCommit: (commit: LoggedCommit) => void): LogParser {
  let rest = '';
  let commit: LoggedCommit | undefined;
  let change: string[] = [];
  const take = (token: string) => {
    if (change.length === 0 && token.startsWith(`${mark}\u001F`)) {
      if (commit) onCommit(commit);
      commit = toCommit(token);
    } else if (commit && (token !== '' || change.length > 0)) {
      change.push(token);
      if (isComplete(change)) {
        record(commit, change);
        change = [];
      }
    }
  };
  return {
    push: (text) => {
      const tokens = (rest + text).split('\0');
      rest = tokens.pop() ?? '';
      for (const token of tokens) take(token);
      return rest.length <= maxToken;
    },
    end: () => {
      if (commit) onCommit(commit);
      commit = undefined;
    },
  };
}

function toCommit(header: string): LoggedCommit {
  const [, email = '', name = ''] = header.split('\u001F');
  return { email, name, paths: [], moves: [] };
}

/** A status and one path, or two for a move. Git puts a line feed between the header and the first status. */
function isComplete(change: readonly string[]): boolean {
  return change.length === (/^\n?[RC]/.test(change[0] ?? '') ? 3 : 2);
}

function record(commit: LoggedCommit, [, from = '', to]: readonly string[]): void {
  if (to === undefined) commit.paths.push(from);
  else commit.moves.push({ from, to });
}
