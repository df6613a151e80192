import { z } from 'zod';
import { modulePath, modulePattern, serviceName } from './names.ts';
import { date, text } from './scalars.ts';

const because = {
  why: text('the reason').exactOptional(),
  by: text('a person').exactOptional(),
  at: date.exactOptional(),
};

const pair = z.array(modulePath).min(2, 'must name two modules or more');

const move = z.strictObject({
  move: modulePattern,
  to: serviceName.describe('The service it belongs to.'),
  ...because,
});
const keepTogether = z.strictObject({ keepTogether: pair, ...because });
const keepApart = z.strictObject({ keepApart: pair, ...because });

/** One choice of a human. Analysis honours it; a move beats the globs of the services. */
export const decisionSchema = z
  .union([move, keepTogether, keepApart])
  .describe('{ move, to }, { keepTogether: [...] } or { keepApart: [...] }, each with why, by, at.');

/** What becomes of a shared module. */
export const sharedSchema = z
  .record(modulePattern, z.enum(['library', 'service', 'replicate', 'keep']))
  .describe('Module or glob → library, service (its own), replicate (a copy each), keep (in the monolith).');
