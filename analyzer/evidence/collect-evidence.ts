import type { Coverage, Finding, SkippedFile } from '../model/analysis.ts';
import type { Codebase, Resolve } from '../model/codebase.ts';
import type { Evidence, History } from '../model/evidence.ts';
import { buildModules } from './build-modules.ts';
import type { Declaration } from './extractors/declaration.ts';
import { withDeclared } from './extractors/declared-extractor.ts';
import { extractEvidence } from './extractors/extract-evidence.ts';
import { noSchemas, type SchemaFacts } from './extractors/schemas/schema-facts.ts';
import type { FileFacts } from './facts/file-facts.ts';
import { createNameFollower } from './link/follow-names.ts';
import { linkDependencies } from './link/link-dependencies.ts';
import { measureImports } from './measure-imports.ts';
import type { Readings } from './reading/read-all-files.ts';

/** Everything that was read, and what could not be. */
export interface Collected {
  readonly evidence: Evidence;
  readonly coverage: Coverage;
}

/** What was read, before it is joined. */
export interface Gathered {
  readonly codebase: Codebase;
  readonly readings: Readings;
  readonly history: History;
  /** Asked the same questions several times: it should remember its answers. */
  readonly resolver: Resolve;
  /** What schema files and migrations say. */
  readonly schemas?: SchemaFacts;
  /** Frameworks of the team's own. */
  readonly extractors?: readonly Declaration[] | undefined;
}

/** Joins what the files say one by one into evidence about the whole. Pure: reading was done before. */
export function collectEvidence(gathered: Gathered): Collected {
  const {
    codebase,
    readings: unsorted,
    history,
    resolver: resolve,
    schemas = noSchemas,
    extractors = [],
  } = gathered;
  const readings = byName(unsorted);
  const facts = factsOf(readings);
  const follow = createNameFollower(facts, resolve);
  const { imports, packages } = measureImports(facts, resolve);
  const { findings, externals, ...extracted } = extractEvidence(
    { facts, resolve, follow, schemas },
    withDeclared(extractors),
  );
  return {
    evidence: {
      modules: buildModules(facts),
      dependencies: linkDependencies({ facts, resolve, follow }),
      ...extracted,
      externals: [...packages, ...externals],
      history,
    },
    coverage: {
      imports,
      skipped: [...codebase.skipped, ...unreadFiles(readings)],
      findings: [...codebase.findings, ...findingsOf(readings), ...findings],
      history: historyCoverage(history),
    },
  };
}

export function historyCoverage(history: History): Coverage['history'] {
  return history.available
    ? { available: true, commits: history.commits.length }
    : { available: false, commits: 0, reason: history.reason };
}

/** Whatever order files were found and read in leaves no trace. */
function byName({ byPath, ...rest }: Readings): Readings {
  return { ...rest, byPath: new Map([...byPath].sort(([left], [right]) => (left < right ? -1 : 1))) };
}

function factsOf({ byPath }: Readings): Map<string, FileFacts> {
  const facts = new Map<string, FileFacts>();
  for (const [path, reading] of byPath) if ('facts' in reading) facts.set(path, reading.facts);
  return facts;
}

/** Examples are enough; the counts say how many. */
const EXAMPLES = 5;

function unreadFiles({ byPath }: Readings): SkippedFile[] {
  const byReason = new Map<SkippedFile['reason'], string[]>();
  for (const [path, reading] of byPath) {
    if (!('unread' in reading)) continue;
    const paths = byReason.get(reading.unread) ?? [];
    byReason.set(reading.unread, paths);
    paths.push(path);
  }
  return [...byReason]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([reason, paths]) => ({ reason, count: paths.length, examples: paths.slice(0, EXAMPLES) }));
}

function findingsOf({ byPath }: Readings): Finding[] {
  const findings: Finding[] = [];
  for (const [file, reading] of byPath) {
    if (!('facts' in reading)) continue;
    const { syntaxErrors, syntaxErrorLine: line } = reading.facts;
    if (syntaxErrors > 0) {
      const message = `${syntaxErrors} syntax ${syntaxErrors === 1 ? 'error' : 'errors'}; what could be read was read.`;
      findings.push({ code: 'SYNTAX', file, ...(line === undefined ? {} : { line }), message });
    }
    if (reading.invalidUtf8) {
      findings.push({
        code: 'INVALID_UTF8',
        file,
        message: 'Not valid UTF-8; the invalid bytes were replaced.',
      });
    }
  }
  return findings;
}
