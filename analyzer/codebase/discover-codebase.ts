import { realpathSync, statSync } from 'node:fs';
import { basename, sep } from 'node:path';

import { AnalysisError } from '../analysis-error.ts';
import type { Finding, SkippedFile } from '../model/analysis.ts';
import type { Codebase } from '../model/codebase.ts';
import { type Selection, chooseFiles } from './choose-files.ts';
import { createJsonReader, readRegularFile } from './read-jsonc.ts';
import { findWorkspacePackages, readManifests } from './read-packages.ts';
import { readTsConfigs } from './read-tsconfigs.ts';
import { walkTree } from './walk-tree.ts';
import { count as counted } from '../../words/count.ts';

export interface DiscoverOptions extends Selection {
  readonly signal?: AbortSignal;
}

/**
 * Finds what there is to read: source files, the configurations that give specifiers their meaning, and data
 * definitions. Opens configurations, and what may be a test or not; follows no link, and runs nothing of the repository.
 *
 * @throws AnalysisError where there is no such folder or nothing in it to analyse
 */
export async function discoverCodebase(root: string, options: DiscoverOptions): Promise<Codebase> {
  const realRoot = realRootOf(root);
  const tree = await walkTree(realRoot, options.signal);
  const findings: Finding[] = [];
  const readJson = createJsonReader(realRoot, findings);
  const readText = (path: string) => readRegularFile(`${realRoot}/${path}`);
  const manifests = readManifests(tree.paths, readJson);
  const configs = readTsConfigs({ paths: tree.paths, manifests, readJson, findings });
  const packages = findWorkspacePackages(manifests, { paths: tree.paths, readJson, readText, findings });
  const choice = chooseFiles(tree, { configs, manifests }, options);
  if (choice.files.length === 0) throw noModules(root, choice.skipped);
  return {
    ...choice,
    root: realRoot,
    name: manifests.find(({ dir }) => dir === '')?.name ?? basename(realRoot),
    paths: tree.paths,
    links: tree.links,
    configs,
    manifests,
    packages,
    findings: distinct(findings),
    isIgnored: tree.isIgnored,
    ignoreTexts: tree.ignoreTexts,
  };
}

function realRootOf(root: string): string {
  try {
    const real = realpathSync.native(root);
    if (!statSync(real).isDirectory()) throw notAFolder(root);
    return sep === '/' ? real : real.replaceAll(sep, '/');
  } catch (error) {
    throw error instanceof AnalysisError ? error : unreachableRoot(root, error);
  }
}

function notAFolder(root: string): AnalysisError {
  return new AnalysisError(
    'ROOT_NOT_A_FOLDER',
    `${JSON.stringify(root)} is not a folder.`,
    'Give the folder that holds the monolith, for example `banyan analyze .`.',
  );
}

function unreachableRoot(root: string, cause: unknown): AnalysisError {
  const isAbsent =
    cause instanceof Error && 'code' in cause && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(cause.code));
  return isAbsent
    ? new AnalysisError(
        'ROOT_NOT_FOUND',
        `There is no folder ${JSON.stringify(root)}.`,
        'Check the path; it is taken relative to the current folder.',
        { cause },
      )
    : new AnalysisError(
        'ROOT_UNREADABLE',
        `The folder ${JSON.stringify(root)} cannot be opened.`,
        'Check its permissions.',
        { cause },
      );
}

function noModules(root: string, skipped: readonly SkippedFile[]): AnalysisError {
  const set = skipped.map(({ reason, count }) => `${counted(count)} ${reason}`).join(', ');
  return new AnalysisError(
    'NO_MODULES',
    `There is no TypeScript or JavaScript to analyse in ${JSON.stringify(root)}.`,
    set === ''
      ? 'Give the folder that holds the source code.'
      : `Files were found but set aside (${set}); check --include, --exclude and --tests.`,
  );
}

function distinct(findings: readonly Finding[]): Finding[] {
  const byText = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...byText.keys()].toSorted().flatMap((text) => byText.get(text) ?? []);
}
