import type { Analysis } from '../../analyzer/index.ts';
import { assignModules, type Plan, PlanError } from '../../plan/index.ts';
import type { Diagnostic } from '../envelope.ts';
import { printable } from '../printable.ts';

/** Patterns that an edit has brought into the plan and that no module of the analysis matches: a typing error, or a file that is newer. */
export function matchingNothing(before: Plan, after: Plan, analysis: Analysis | undefined): Diagnostic[] {
  if (analysis === undefined) return [];
  const modules = analysis.modules.map(({ id }) => id);
  const known = new Set(unmatchedIn(before, modules));
  return unmatchedIn(after, modules)
    .filter((pattern) => !known.has(pattern))
    .map((pattern) => ({
      severity: 'warning',
      code: 'MATCHES_NOTHING',
      message: `${printable(pattern)} matches no module of the last analysis.`,
      hint: 'If the file is new: banyan analyze',
    }));
}

/** A plan that its claims contradict is told where it is measured, with both. */
function unmatchedIn(plan: Plan, modules: readonly string[]): readonly string[] {
  try {
    return assignModules(plan, modules).unmatched;
  } catch (error) {
    if (error instanceof PlanError) return [];
    throw error;
  }
}
