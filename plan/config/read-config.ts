import { PlanError, type PlanProblem } from '../plan-error.ts';
import { parsePlanText } from '../read/parse-text.ts';
import { renderProblem } from '../read/read-plan.ts';
import { schemaProblems } from '../read/schema-problems.ts';
import { type Config, configJsonSchema, configSchema } from './config-schema.ts';

/**
 * Reads a configuration: YAML, of which JSON is a part. `file` is only named in messages. Throws `PlanError` with every
 * fault found, each with line, column and, where possible, what was meant.
 */
export function readConfig(text: string, file: string): Config {
  const { parsed, problems } = parsePlanText(text, file);
  if (problems.length > 0) throw invalid(problems);
  const result = configSchema.safeParse(parsed.document.toJS({ maxAliasCount: 10 }) ?? {});
  if (result.success) return result.data;
  throw invalid(schemaProblems(result.error.issues, parsed, configJsonSchema));
}

function invalid(problems: readonly PlanProblem[]): PlanError {
  return new PlanError(
    'CONFIG_INVALID',
    problems.map(renderProblem).join('\n'),
    problems[0]?.hint ?? 'Correct the lines named above; docs/configuration.md lists every key.',
    { problems },
  );
}
