import { z } from 'zod';
import { isPathTemplate, PATH_TEMPLATE } from './path-template.ts';
import { duration, percent, rate, size, text } from './scalars.ts';
import { ignoredPart, jsonPath, requestField, stickyKey } from './selectors.ts';
import { routeId, serviceName } from './names.ts';

export const STAGES = ['monolith', 'shadow', 'canary', 'live'] as const;

const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1, 'must not be empty');
const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([item, listOf(item)]).transform((written) => (Array.isArray(written) ? written : [written]));

const method = z
  .string()
  .regex(/^[A-Za-z]+$/u, 'must be an HTTP method such as GET')
  .max(30)
  .transform((written) => written.toUpperCase());

const host = z
  .string()
  .max(253)
  .regex(
    /^(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/u,
    'must be a host name such as shop.example.com, or *.example.com; without a port',
  )
  .transform((written) => written.toLowerCase());

const header = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/u, 'must be the name of a header')
  .transform((written) => written.toLowerCase());

const match = z.strictObject({
  method: oneOrMore(method).exactOptional().describe('One method or several; absent: every method.'),
  path: z
    .string()
    .max(1000)
    .refine(isPathTemplate, PATH_TEMPLATE)
    .describe('Path template: /api/orders/:id, or /api/orders/* for everything below.'),
  host: oneOrMore(host).exactOptional().describe('Host names, or *.example.com; absent: every host.'),
  header: z
    .record(header, z.string().max(1000))
    .exactOptional()
    .describe('Headers that must be present with this value; "*" is any value.'),
  query: z
    .record(z.string().min(1).max(200), z.string().max(1000))
    .exactOptional()
    .describe('Query parameters that must be present with this value; "*" is any value.'),
});

const canary = z.strictObject({
  percent: percent.describe('Share of requests that the service answers.'),
  stickyBy: stickyKey.exactOptional().describe('Keeps a client on its side; absent: address.'),
});

const secret = z.union([
  z.strictObject({ env: text('a variable').describe('Environment variable that holds the value.') }),
  z.strictObject({ file: text('a file').describe('File that holds the value.') }),
]);

const shadow = z.strictObject({
  percent: percent.default(100).describe('Share of requests that are mirrored and compared.'),
  ignore: z.array(ignoredPart).default([]).describe('Parts of the answer that may differ.'),
  unordered: z
    .record(jsonPath, z.string().max(200))
    .default({})
    .describe('Arrays whose order is free: path → member that identifies an element, or "*" for its value.'),
  tolerance: z.number().min(0).default(0).describe('Relative difference up to which numbers are equal.'),
  timeTolerance: duration.exactOptional().describe('Difference up to which timestamps are equal.'),
  headers: z.array(header).default([]).describe('Headers that are compared beside status and body.'),
  unsafe: z
    .boolean()
    .default(false)
    .describe('Also mirror methods that change something. The service must not act on the monolith’s data.'),
  credentials: z
    .union([
      z.enum(['strip', 'keep']),
      z.strictObject({
        set: z
          .record(header, secret)
          .describe('Header → { env } or { file } with the value that the service is sent instead.'),
      }),
    ])
    .default('strip')
    .describe('Whether Cookie, Authorization and the like reach the shadow, or others in their place.'),
  maxBody: size
    .exactOptional()
    .describe('Requests with larger bodies, packed or unpacked, are not compared; absent: 1mb.'),
  concurrent: z
    .int()
    .min(1)
    .exactOptional()
    .describe('Copies under way at once; beyond: dropped. Absent: 64.'),
  rate: z.int().min(1).exactOptional().describe('Copies a second; beyond: dropped. Absent: no limit.'),
  timeout: duration
    .exactOptional()
    .describe('For the whole answer of the service; beyond, it differs. Absent: 10s.'),
  noise: percent
    .exactOptional()
    .describe(
      'Once a difference is known: share of its sightings for which the monolith is asked again. 0 learns no noise; absent: 5.',
    ),
});

const gates = z.strictObject({
  minRequests: z
    .int()
    .min(1)
    .exactOptional()
    .describe('Requests to the service at a step before it is promoted.'),
  maxErrorRate: rate.exactOptional().describe('Errors of the service beyond those of the monolith.'),
  maxClientErrorRate: rate
    .exactOptional()
    .describe('4xx answers of the service beyond those of the monolith.'),
  maxDivergence: rate.exactOptional().describe('Share of compared answers that may differ.'),
  maxP99Ratio: z.number().positive().exactOptional().describe('p99 latency of service over monolith.'),
  steps: z
    .array(percent)
    .min(1)
    .refine(isRising, 'must rise from step to step')
    .exactOptional()
    .describe('Percentages of the canary, one after the other.'),
  every: duration.exactOptional().describe('Length of a step at least.'),
  dryRun: z.boolean().exactOptional().describe('Only says what it would do.'),
});

/** Limits on waiting for an upstream. One duration is the time to the first byte of the answer. */
export const timeouts = z
  .union([
    duration,
    z.strictObject({
      connect: duration.exactOptional().describe('Until the connection stands.'),
      firstByte: duration.exactOptional().describe('Until the answer begins.'),
      idle: duration.exactOptional().describe('Between two pieces of the answer.'),
      total: duration
        .exactOptional()
        .describe('For the whole exchange; absent: none, since streams are endless.'),
    }),
  ])
  .transform((written): Timeouts => (typeof written === 'number' ? { firstByte: written } : written))
  .describe('2s (until the answer begins), or { connect, firstByte, idle, total }.');

export interface Timeouts {
  connect?: number;
  firstByte?: number;
  idle?: number;
  total?: number;
}

export const routeSchema = z.strictObject({
  id: routeId.describe('Unique name: the label in metrics, logs and commands.'),
  match: match.describe('Which requests this route takes.'),
  service: serviceName.describe('The service that takes over.'),
  stage: z.enum(STAGES).describe('How far the cutover is: monolith, shadow, canary, live.'),
  canary: canary.exactOptional(),
  shadow: shadow.exactOptional(),
  override: oneOrMore(requestField)
    .exactOptional()
    .describe('Header or cookie whose value (service or monolith) sends a tester there; off unless given.'),
  timeout: timeouts.exactOptional(),
  fallback: z
    .enum(['monolith', 'none'])
    .default('monolith')
    .describe('Who answers where the service fails and the request is safe to repeat.'),
  gates: gates.exactOptional(),
});

function isRising(steps: readonly number[]): boolean {
  return steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0));
}
