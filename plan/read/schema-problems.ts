import type { core } from 'zod';
import type { PlanProblem } from '../plan-error.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { knownKeys } from './known-keys.ts';
import { locate } from './locate.ts';
import { nearestWord } from './nearest-word.ts';
import type { PlanText } from './parse-text.ts';

type Issue = core.$ZodIssue;
type Step = string | number;

/** Says what the schema refused, each with its place and, where a word is nearly right, the word that was meant. */
export function schemaProblems(
  issues: readonly Issue[],
  parsed: PlanText,
  jsonSchema: () => JsonSchema,
): PlanProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], { parsed, jsonSchema }));
}

interface Context {
  readonly parsed: PlanText;
  readonly jsonSchema: () => JsonSchema;
}

function problemsOf(issue: Issue, prefix: readonly Step[], context: Context): PlanProblem[] {
  const path = [...prefix, ...issue.path.map(toStep)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, path, context));
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const branch = likeliest(issue.errors);
    if (branch) return branch.flatMap((inner) => problemsOf(inner, path, context));
  }
  if (issue.code === 'invalid_key') {
    const reason = issue.issues[0]?.message ?? 'is not allowed';
    return [problem({ message: `"${String(path.at(-1))}" ${reason}`, path, at: 'key' }, context)];
  }
  return [
    problem({ message: messageOf(issue, path, context), path, hint: hintOf(issue, path, context) }, context),
  ];
}

/** The branch that the writer meant: the one whose shape fits best. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + 10 * issue.keys.length;
      return sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? 100 : 1);
    }, 0);
  return [...branches].sort((a, b) => cost(a) - cost(b))[0];
}

function unknownKey(key: string, path: readonly Step[], context: Context): PlanProblem {
  const known = knownKeys(context.jsonSchema(), path);
  const meant = nearestWord(key, known);
  const hint = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
  const where = path.length === 0 ? 'at the top' : `in ${nameOf(path)}`;
  return problem(
    { message: `unknown key "${key}" ${where}`, path: [...path, key], at: 'key', hint },
    context,
  );
}

function messageOf(issue: Issue, path: readonly Step[], { parsed }: Context): string {
  const name = nameOf(path);
  if (!parsed.document.hasIn(path)) return `${name} is missing`;
  if (issue.code === 'invalid_type') {
    const found = /received (\w+)$/u.exec(issue.message)?.[1];
    return issue.message.startsWith('Invalid input')
      ? `${name} must be ${PLAIN[issue.expected] ?? issue.expected}${found ? `, not ${PLAIN[found] ?? found}` : ''}`
      : `${name} ${issue.message}`;
  }
  if (issue.code === 'invalid_value') return `${name} must be one of ${issue.values.map(String).join(', ')}`;
  return `${name} ${issue.message.startsWith('must') ? issue.message : lower(issue.message)}`;
}

const PLAIN: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  null: 'empty',
};

function hintOf(issue: Issue, path: readonly Step[], { parsed }: Context): string | undefined {
  if (issue.code !== 'invalid_value') return undefined;
  const written = parsed.document.getIn(path);
  const meant = typeof written === 'string' ? nearestWord(written, issue.values.map(String)) : undefined;
  return meant === undefined ? undefined : `Did you mean "${meant}"?`;
}

interface Fault {
  readonly message: string;
  readonly path: readonly Step[];
  readonly at?: 'key' | 'value';
  readonly hint?: string | undefined;
}

function problem({ message, path, at, hint }: Fault, { parsed }: Context): PlanProblem {
  const place = locate(parsed, path, at);
  return {
    severity: 'error',
    message,
    file: parsed.file,
    ...place,
    path,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** `routes[0].stage`, as people read it. */
export function nameOf(path: readonly Step[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

function toStep(step: PropertyKey): Step {
  return typeof step === 'number' ? step : String(step);
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
