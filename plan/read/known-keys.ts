import type { JsonSchema } from '../schema/json-schema.ts';

/** The keys that the schema knows at a place in the document, from every branch that the place may take. */
export function knownKeys(schema: JsonSchema, path: readonly (string | number)[]): string[] {
  let branches = branchesOf(schema);
  for (const step of path) {
    branches = branches.flatMap((branch) => branchesOf(childOf(branch, step)));
  }
  const keys = branches.flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(keys)].sort();
}

function childOf(schema: JsonSchema, step: string | number): JsonSchema {
  if (typeof step === 'number') return schema.items ?? {};
  const named = schema.properties?.[step];
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  return named ?? rest;
}

function branchesOf(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(branchesOf) : [schema];
}
