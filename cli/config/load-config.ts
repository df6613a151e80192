import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, readConfig } from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';

/** Where a configuration is looked for, in the folder of the monolith. Data alone: nothing of a repository runs. */
export const CONFIG_FILES = ['banyan.config.yaml', 'banyan.config.yml', 'banyan.config.json'] as const;

export interface FoundConfig {
  /** Its name in the folder; absent where there is none, and everything is at its default. */
  readonly file?: string;
  readonly config: Partial<Config>;
}

/** The configuration of a repository. @throws CliError where there are two, PlanError where it is not valid */
export async function loadConfig(root: string): Promise<FoundConfig> {
  const texts = await Promise.all(
    CONFIG_FILES.map(async (file) => ({ file, text: await textOf(join(root, file)) })),
  );
  const [first, second] = texts.filter(({ text }) => text !== undefined);
  if (first?.text === undefined) return { config: {} };
  if (second === undefined) return { file: first.file, config: readConfig(first.text, first.file) };
  throw new CliError(
    'CONFIG_TWICE',
    `There are two configurations: ${first.file} and ${second.file}.`,
    'Keep one of them.',
  );
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CliError('CANNOT_READ', `Cannot read ${path}.`, 'Check that it is a file that you may read.', {
      cause,
    });
  }
}
