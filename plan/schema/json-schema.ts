import { z } from 'zod';
import { planSchema } from './plan-schema.ts';

export const PLAN_SCHEMA_ID = 'https://banyan.dev/schemas/plan.schema.json';

/** The JSON Schema (draft 2020-12) of the plan as a human writes it, for editors. */
export function planJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(planSchema, { io: 'input', target: 'draft-2020-12' });
  return { $id: PLAN_SCHEMA_ID, title: 'Banyan plan', ...(schema as JsonSchema) };
}

/** As much of a JSON Schema as is read here. */
export interface JsonSchema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}
