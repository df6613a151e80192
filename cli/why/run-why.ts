import { resolve } from 'node:path';
import { type Analysis, AnalysisError, findPaths, type Path } from '../../analyzer/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { requireAnalysis } from '../plan/load-analysis.ts';
import { printable } from '../printable.ts';

interface Ends {
  readonly from: string;
  readonly to: string;
}

/** The shortest chains of dependencies between two modules; exit code 1 where there is none. */
export async function runWhy({ from, to }: Ends, file: string, io: Io): Promise<CommandResult> {
  const analysis = await requireAnalysis(resolve(io.cwd, file));
  for (const id of [from, to]) requireModule(analysis, id);
  const paths = findPaths(analysis.dependencies, from, to);
  return {
    data: { from, to, paths },
    text: () => renderPaths({ from, to }, paths),
    exitCode: paths.length === 0 ? 1 : 0,
  };
}

function requireModule({ modules }: Analysis, id: string): void {
  if (modules.some((module) => module.id === id)) return;
  const name = id.slice(id.lastIndexOf('/') + 1);
  const near = modules.find((module) => module.id.endsWith(name))?.id;
  throw new AnalysisError(
    'UNKNOWN_MODULE',
    `The analysis has no module ${JSON.stringify(id)}.`,
    near === undefined ? 'Paths are relative to the root that was analysed.' : `Did you mean ${near}?`,
  );
}

function renderPaths({ from, to }: Ends, paths: readonly Path[]): string {
  if (paths.length === 0) return `${printable(from)} does not depend on ${printable(to)}, near or far.\n`;
  return paths
    .map((path) => [printable(from), ...path.map(renderStep)].map((line) => `${line}\n`).join(''))
    .join('\n');
}

function renderStep({ from, to, kind, names, line }: Path[number]): string {
  const what = names.length === 0 ? '' : ` ${names.slice(0, 3).map(printable).join(', ')}`;
  const where = line === undefined ? '' : `  ${printable(from)}:${line}`;
  return `  └ ${kind}${what} → ${printable(to)}${where}`;
}
