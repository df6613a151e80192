import { createHash } from 'node:crypto';
import type { Constraints } from './boundaries/constraints.ts';
import { buildStamp } from './build-stamp.ts';
import type { Declaration } from './evidence/extractors/declaration.ts';
import type { Codebase } from './model/codebase.ts';
import type { History } from './model/evidence.ts';
import type { ResolvedAnalyzerOptions } from './options.ts';

/** Everything that evidence, but for history, is made of. */
export interface EvidenceInput {
  readonly codebase: Codebase;
  /** Content of each file to analyse, as `Contents` names it. */
  readonly keys: ReadonlyMap<string, string>;
  /** Content of each schema file and migration, in sorted order. */
  readonly schemaKeys: ReadonlyMap<string, string>;
  readonly cruise?: string | undefined;
  readonly extractors?: readonly Declaration[] | undefined;
}

/** Names the input of evidence and the code that makes it: the same key is the same evidence. */
export function evidenceKey({
  codebase,
  keys,
  schemaKeys,
  cruise = '',
  extractors = [],
}: EvidenceInput): string {
  const { name, configs, manifests, packages, schemas, migrations, skipped, findings } = codebase;
  const hash = createHash('sha256').update(`${buildStamp()}\0`);
  hash.update(
    JSON.stringify({ name, configs, manifests, packages, schemas, migrations, skipped, findings, cruise }),
  );
  hash.update(JSON.stringify([...codebase.links, codebase.ignoreTexts]));
  hash.update(JSON.stringify(extractors));
  hash.update([...codebase.paths].join('\0'));
  for (const [path, key] of [...keys].sort(byPath)) hash.update(`\n${path}\0${key}`);
  for (const [path, key] of schemaKeys) hash.update(`\n${path}\0${key}`);
  return hash.digest('hex');
}

/** What an analysis is made of beside its evidence. */
export interface JudgingInput extends Pick<
  ResolvedAnalyzerOptions,
  'folders' | 'seed' | 'services' | 'traffic'
> {
  readonly history: History;
  readonly constraints: Constraints;
}

/** Names the whole input of an analysis: the same key is the same analysis, byte for byte. */
export function analysisKey(evidence: string, input: JudgingInput): string {
  const { folders, seed, services, traffic, history, constraints } = input;
  return createHash('sha256')
    .update(evidence)
    .update(JSON.stringify([folders, seed, services ?? 0, traffic ?? [], constraints]))
    .update(JSON.stringify(history))
    .digest('hex');
}

function byPath([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}
