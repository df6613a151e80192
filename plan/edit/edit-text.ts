import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { PlanError } from '../plan-error.ts';
import { parsePlanText, type PlanText } from '../read/parse-text.ts';
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
export function editText(
  before: PlanText,
  edits: readonly Edit[],
): EditedText & { readonly parsed: PlanText } {
  const splices: Splice[] = [];
  let parsed = before;
  for (const batch of batchesOf(before, edits)) {
    const layout = layoutOf(parsed);
    const made = batch.flatMap((edit) => splicesOf(layout, edit)).sort((a, b) => b.at - a.at);
    splices.push(...made);
    parsed = parsePlanText(applySplices(parsed.text, made), before.file).parsed;
  }
  const expected = contentOf(before);
  for (const edit of edits) editData(expected, structuredClone(edit));
  if (parsed.document.errors.length > 0 || !isDeepStrictEqual(contentOf(parsed), expected))
    throw differs(before.text);
  return { text: parsed.text, splices, parsed };
}

/**
 * Scalars that change their value, and then a key that changes its name, leave the paths of all others valid, so they
 * share one parse.
 */
function batchesOf(before: PlanText, edits: readonly Edit[]): Edit[][] {
  const layout = layoutOf(before);
  const keepsPaths = (edit: Edit): boolean =>
    edit.do === 'set' && typeof edit.value !== 'object' && isScalar(nodeAt(layout, edit.path));
  const other = edits.findIndex((edit) => !keepsPaths(edit));
  const shared = other < 0 ? edits.length : other;
  const joined = edits[shared]?.do === 'rename' ? shared + 1 : shared;
  const first = edits.slice(0, joined);
  return [...(first.length > 0 ? [first] : []), ...edits.slice(joined).map((edit) => [edit])];
}

/** Plain data, in which aliases have become values of their own. */
function contentOf({ document }: PlanText): Record<string, unknown> {
  const content: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  return JSON.parse(JSON.stringify(content)) as Record<string, unknown>;
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
