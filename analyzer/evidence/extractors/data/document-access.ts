import type { Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Value } from '../link/value.ts';

/** Methods of models and documents of Mongoose, and of what stands on it. */
export const DOCUMENT_READS = [
  'find',
  'findOne',
  'findById',
  'count',
  'countDocuments',
  'estimatedDocumentCount',
  'distinct',
  'exists',
  'aggregate',
];

export const DOCUMENT_WRITES = [
  'create',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'bulkWrite',
  'findOneAndUpdate',
  'findOneAndDelete',
  'findOneAndReplace',
  'findByIdAndUpdate',
  'findByIdAndDelete',
  'findByIdAndRemove',
  'findOneAndRemove',
  'save',
];

const READ_SET = new Set(DOCUMENT_READS);
const WRITE_SET = new Set(DOCUMENT_WRITES);

/** A read or write of a collection, where the receiver of the call is one of its models or documents. */
export function readDocumentAccess(
  found: Found,
  call: Call,
  entityOf: (value: Value) => string | undefined,
): void {
  const { callee, module, line, in: scope } = call;
  if (callee.kind !== 'member') return;
  const mode = READ_SET.has(callee.name) ? 'read' : WRITE_SET.has(callee.name) ? 'write' : undefined;
  const entity = mode && entityOf(callee.of);
  if (mode && entity !== undefined)
    found.accesses.push({ module, entity, mode, line, certainty: 1, in: scope });
}

/** Mongoose's own rule for the usual cases: `Category` is kept in `categories`. */
export function plural(name: string): string {
  if (/(?:s|x|z|ch|sh)$/u.test(name)) return `${name}es`;
  return /[^aeiou]y$/u.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
