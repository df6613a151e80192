import type { Plan } from '../model/plan.ts';
import { PlanError, type PlanProblem } from '../plan-error.ts';
import { planJsonSchema } from '../schema/json-schema.ts';
import { planSchema, PLAN_VERSION } from '../schema/plan-schema.ts';
import { parsePlanText, type PlanText, refuseUnreadable } from './parse-text.ts';
import { readPlainYaml } from './read-plain-yaml.ts';
import { findReferenceFaults, referenceProblems } from './reference-problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { count } from '../../words/count.ts';

/** Aliases may stand for a few repeated values; more is an expansion attack (a "billion laughs"). */
const MOST_ALIASES = 100;

/** How many faults one message tells; the rest are counted. */
const TOLD = 20;

/**
 * Reads a plan. `file` is only named in messages.
 * Throws `PlanError` with every fault found, each with line, column and, where possible, what was meant.
 */
export function readPlan(text: string, file = 'banyan.yaml'): Plan {
  return refuseInvalid(inspectPlan(text, file));
}

/** What a look at a plan gives: the plan where it could be read, and every fault. */
export interface Inspection {
  readonly plan?: Plan;
  readonly problems: readonly PlanProblem[];
}

/** Like `readPlan`, but gives all faults as data. Throws only where the text as a whole cannot be judged. */
export function inspectPlan(text: string, file = 'banyan.yaml'): Inspection {
  refuseUnreadable(text, file);
  const plan = readFlawless(text);
  if (plan !== undefined) return { plan, problems: [] };
  const { parsed, problems } = parsePlanText(text, file);
  return problems.length > 0 ? { problems } : inspectParsed(parsed);
}

/** A plan without a fault, in plain YAML; undefined for any other, whose faults need to be found with their places. */
function readFlawless(text: string): Plan | undefined {
  const content = readPlainYaml(text);
  const result = content === undefined ? undefined : planSchema.safeParse(content);
  if (result?.success !== true) return undefined;
  let isFlawless = true;
  findReferenceFaults(result.data, () => (isFlawless = false));
  return isFlawless ? result.data : undefined;
}

/** `parsed` has no fault of syntax. */
export function inspectParsed(parsed: PlanText): Inspection {
  const content = contentOf(parsed);
  refuseOtherVersion(content, parsed);
  const result = planSchema.safeParse(content);
  if (!result.success)
    return { problems: inOrder(schemaProblems(result.error.issues, parsed, planJsonSchema)) };
  return { plan: result.data, problems: inOrder(referenceProblems(result.data, parsed)) };
}

/** Throws `PlanError` with every fault, where there is one. */
export function refuseInvalid({ plan, problems }: Inspection): Plan {
  if (plan !== undefined && problems.length === 0) return plan;
  throw new PlanError(
    'PLAN_INVALID',
    messageOf(problems),
    problems[0]?.hint ?? 'Correct the lines named above.',
    {
      problems,
    },
  );
}

function contentOf({ document, file }: PlanText): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
  } catch (cause) {
    if (!(cause instanceof ReferenceError) && !(cause instanceof RangeError)) throw cause;
    throw new PlanError(
      'PLAN_INVALID',
      `${file} repeats too much through aliases ("*name").`,
      'Write the values out.',
      { cause },
    );
  }
}

function refuseOtherVersion(content: unknown, { file }: PlanText): void {
  const version: unknown =
    typeof content === 'object' && content !== null ? Reflect.get(content, 'version') : undefined;
  if (typeof version !== 'number' || version === PLAN_VERSION) return;
  const newer = version > PLAN_VERSION;
  throw new PlanError(
    'PLAN_VERSION',
    `${file} has version ${version}; this banyan reads version ${PLAN_VERSION}.`,
    newer ? 'Install a newer banyan.' : `The first version was 1; write "version: ${PLAN_VERSION}".`,
  );
}

function inOrder(problems: PlanProblem[]): PlanProblem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function messageOf(problems: readonly PlanProblem[]): string {
  const told = problems.slice(0, TOLD).map(renderProblem);
  if (problems.length > TOLD) told.push(`… and ${count(problems.length - TOLD)} more.`);
  return told.join('\n');
}

/** `file:line:column message (hint)`, which editors and terminals make clickable. */
export function renderProblem({ file, line, column, message, hint }: PlanProblem): string {
  return `${file}:${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}
