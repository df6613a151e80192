import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { PlanError } from '../plan-error.ts';
import { parsePlanText } from '../read/parse-text.ts';
import { renderProblem } from '../read/read-plan.ts';
import { type Edit, editData } from './edit.ts';
import { layoutOf, nodeAt } from './layout.ts';
import { applySplices, type Splice } from './splice.ts';
import { splicesOf } from './splices-of.ts';

/** A text after edits, and the splices that made it, which carry their own undo. */
export interface EditedText {
  readonly text: string;
  readonly splices: readonly Splice[];
}

/**
 * Makes edits on the text of a plan. Every byte that an edit is not about stays as it was.
 * The result is read again and compared with the same edits on plain data; where they differ (an anchor was edited,
 * so aliases changed with it) nothing is done. Throws `PlanError`.
 */
export function editText(text: string, edits: readonly Edit[]): EditedText {
  const expected = contentOf(text);
  const splices: Splice[] = [];
  let current = text;
  for (const batch of batchesOf(text, edits)) {
    const made = spliceBatch(current, batch);
    current = applySplices(current, made);
    splices.push(...made);
  }
  for (const edit of edits) editData(expected, structuredClone(edit));
  if (!isDeepStrictEqual(contentOf(current), expected)) throw differs(text);
  return { text: current, splices };
}

/** Scalars that only change their value keep the paths of all others valid, so they share one parse. */
function batchesOf(text: string, edits: readonly Edit[]): Edit[][] {
  if (edits.length < 2) return [[...edits]];
  const layout = layoutOf(text);
  const batches: Edit[][] = [];
  let open = false;
  let pure = true;
  for (const edit of edits) {
    const scalar: boolean =
      pure && edit.do === 'set' && typeof edit.value !== 'object' && isScalar(nodeAt(layout, edit.path));
    if (scalar && open) batches.at(-1)?.push(edit);
    else batches.push([edit]);
    open = scalar;
    pure &&= scalar;
  }
  return batches;
}

function spliceBatch(text: string, batch: readonly Edit[]): Splice[] {
  const layout = layoutOf(text);
  return batch.flatMap((edit) => splicesOf(layout, edit)).sort((a, b) => b.at - a.at);
}

function contentOf(text: string): Record<string, unknown> {
  const { parsed, problems } = parsePlanText(text, 'the plan');
  if (problems[0]) {
    throw new PlanError('PLAN_INVALID', renderProblem(problems[0]), 'Correct the file first.', { problems });
  }
  const content: unknown = parsed.document.toJS({ maxAliasCount: 100 }) ?? {};
  return JSON.parse(JSON.stringify(content)) as Record<string, unknown>; // Aliases become values of their own.
}

function differs(text: string): Error {
  if (/[&*]/u.test(text)) {
    return new PlanError(
      'PLAN_ALIASED',
      'This edit touches a value that is repeated through an alias, so it would change more than was asked.',
      'Write the repeated value out in the places where it is used.',
    );
  }
  return new Error('An edit of the plan did not give what it should; nothing was changed.');
}
