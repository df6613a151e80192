import { z } from 'zod';
import { AnalysisError } from '../analysis-error.ts';
import type { Codebase, Resolve } from '../model/codebase.ts';

/** The part of a dependency-cruiser result (its JSON reporter, any version from 4 on) that says what imports mean. */
const cruiseSchema = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(
        z.object({ module: z.string(), resolved: z.string(), couldNotResolve: z.boolean().optional() }),
      ),
    }),
  ),
});

/** A team's own cruise: its files, and where each of their specifiers leads. */
export interface Cruise {
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** @throws AnalysisError `BAD_CRUISE` where the text is no result of dependency-cruiser */
export function readCruise(text: string): Cruise {
  const parsed = cruiseSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badCruise(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  const targets = new Map<string, Map<string, string>>();
  for (const { source, dependencies } of parsed.data.modules) {
    const found = dependencies.filter(({ couldNotResolve }) => !couldNotResolve);
    targets.set(source, new Map(found.map(({ module, resolved }) => [module, resolved])));
  }
  return { targets };
}

/**
 * Keeps the files that the cruise knows.
 *
 * @throws AnalysisError `CRUISE_MISMATCH` where it knows none of them: it was made in another folder
 */
export function limitToCruise(codebase: Codebase, { targets }: Cruise): Codebase {
  const files = codebase.files.filter(({ path }) => targets.has(path));
  if (files.length > 0) return codebase.files.length === files.length ? codebase : { ...codebase, files };
  const example = targets.keys().next().value ?? 'none';
  throw new AnalysisError(
    'CRUISE_MISMATCH',
    `The dependency-cruiser result names no file of this folder; its first is ${JSON.stringify(example)}.`,
    'Run depcruise in the folder that banyan analyses, so that both name files alike.',
  );
}

/** What the cruise says comes first (it knows webpack's aliases); what it left out is resolved as ever. */
export function resolveByCruise({ targets }: Cruise, { paths }: Codebase, otherwise: Resolve): Resolve {
  return (from, specifier) => {
    const path = targets.get(from)?.get(specifier);
    return path !== undefined && paths.has(path) ? { kind: 'internal', path } : otherwise(from, specifier);
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badCruise(error instanceof Error ? error.message : String(error));
  }
}

function badCruise(reason: string): AnalysisError {
  return new AnalysisError(
    'BAD_CRUISE',
    `This is no dependency-cruiser result: ${reason}`,
    'Make it with `depcruise --output-type json … > FILE`.',
  );
}
