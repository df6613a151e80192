import { z } from 'zod';

const policy = z
  .enum(['baseline', 'strict', 'off'])
  .describe('baseline: only what is not in the baseline fails; strict: everything fails; off: not judged.');

/** How `banyan check` judges each kind of finding. */
export const checkSchema = z.strictObject({
  crossing: policy.default('baseline').describe('A dependency from one service into another.'),
  data: policy.default('baseline').describe('Access to a table that another service owns.'),
  transaction: policy.default('baseline').describe('A transaction over tables of several services.'),
  cycle: policy.default('baseline').describe('Services that depend on each other in a circle.'),
  door: policy.default('baseline').describe('An import past the public modules of a service.'),
  types: z
    .boolean()
    .default(true)
    .describe('Whether type-only imports count as dependencies; they vanish at run time.'),
});
