import type { Operation } from '../model/operation.ts';
import type { WrittenPlan } from '../model/plan.ts';
import { PlanError } from '../plan-error.ts';
import { parsePlanText } from '../read/parse-text.ts';
import { inspectParsed, refuseInvalid } from '../read/read-plan.ts';
import { type EditedText, editText } from './edit-text.ts';
import { editsOf } from './edits-of.ts';
import { operationSchema } from './operation-schema.ts';

/**
 * Applies an operation to the text of a plan. The result is a valid plan, its splices lead back to the same bytes
 * (`invertSplices`), and comments stay. An operation that changes nothing gives no splices.
 * Throws `PlanError` where the plan is invalid, or would be afterwards.
 */
export function applyOperation(text: string, operation: Operation, file = 'banyan.yaml'): EditedText {
  const before = parsePlanText(text, file);
  refuseInvalid(before.problems.length > 0 ? before : inspectParsed(before.parsed));
  const written = before.parsed.document.toJS({ maxAliasCount: 100 }) as WrittenPlan;
  const { parsed, ...edited } = editText(before.parsed, editsOf(checked(operation), written));
  const [first, ...others] = inspectParsed(parsed).problems;
  if (first === undefined) return edited;
  throw new PlanError(
    'PLAN_OPERATION',
    `The plan would not hold after this: ${[first, ...others].map(({ message }) => message).join('; ')}.`,
    first.hint ?? 'Change the plan so that it allows this, then try again.',
    { problems: [first, ...others] },
  );
}

function checked(operation: Operation): Operation {
  const result = operationSchema.safeParse(operation);
  if (result.success) return operation;
  const [issue] = result.error.issues;
  throw new PlanError(
    'PLAN_OPERATION',
    `${issue?.path.join('.') || 'The operation'} ${issue?.message ?? 'is not valid'}`,
    'See "banyan plan --help" for what each operation takes.',
  );
}
