import type { History, ModuleAuthors } from '../../model/evidence.ts';
import type { LoggedCommit } from './parse-log.ts';

/** Commits that touch more modules than this are reformattings and moves: they say nothing about coupling. */
const maxModules = 50;

const botName =
  /\[bot\]|(?:^|[^a-z])(?:dependabot|renovate|greenkeeper|snyk|mergify|imgbot|allcontributors|all-contributors|semantic-release|github-actions|weblate|crowdin|codecov|deepsource|restyled|pre-commit-ci|web-flow|lerna)(?:[^a-z]|$)|(?:^|[^a-z])bot(?:@|$)/i;

export interface CommitTally {
  readonly add: (commit: LoggedCommit) => void;
  readonly result: () => History;
}

/**
 * Keeps what commits say about modules: which changed together (2 to 50 in a commit), and by how many people
 * each was changed. People are told apart by address and are not named in the result. Commits come newest
 * first, so that a file which was moved unchanged goes by today's name in what is older than the move.
 */
export function createCommitTally(modules: ReadonlySet<string>): CommitTally {
  const commits: (readonly string[])[] = [];
  const people = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  const nameToday = new Map<string, string>();
  const count = (module: string, email: string) => {
    counts.set(module, (counts.get(module) ?? 0) + 1);
    people.set(module, (people.get(module) ?? new Set()).add(email.toLowerCase()));
  };
  return {
    add: ({ email, name, paths, moves }) => {
      const current = paths.map((path) => nameToday.get(path) ?? path);
      for (const { from, to } of moves) nameToday.set(from, nameToday.get(to) ?? to);
      if (botName.test(email) || botName.test(name)) return;
      const touched = [...new Set(current.filter((path) => modules.has(path)))];
      if (touched.length > maxModules) return;
      if (touched.length > 1) commits.push(touched.toSorted());
      for (const module of touched) count(module, email);
    },
    result: () =>
      counts.size === 0
        ? { available: false, reason: 'no commit touches the analysed files' }
        : { available: true, commits, authors: authorsOf(people, counts) },
  };
}

function authorsOf(
  people: ReadonlyMap<string, ReadonlySet<string>>,
  counts: ReadonlyMap<string, number>,
): ModuleAuthors[] {
  return [...counts]
    .map(([module, commits]) => ({ module, authors: people.get(module)?.size ?? 0, commits }))
    .toSorted((a, b) => (a.module < b.module ? -1 : 1));
}
