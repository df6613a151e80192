import { z } from 'zod';
import { AnalysisError } from '../../analysis-error.ts';

const count = z.number().min(0);
const milliseconds = z.number().min(0).nullable();

/** What the proxy and `banyan traffic import` write. */
const summarySchema = z.object({
  formatVersion: z.literal(1),
  requests: count,
  endpoints: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      requests: count,
      errors: count,
      missing: count,
      p50Ms: milliseconds,
      p99Ms: milliseconds,
    }),
  ),
  together: z.array(z.object({ a: z.int().min(0), b: z.int().min(0), times: count })),
});

export type ObservedTraffic = z.output<typeof summarySchema>;
export type ObservedEndpoint = ObservedTraffic['endpoints'][number];

/**
 * The text of a file under `.banyan/traffic/`; `name` is told where it cannot be used.
 * @throws AnalysisError TRAFFIC_INVALID
 */
export function readTraffic(text: string, name: string): ObservedTraffic {
  const parsed = summarySchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AnalysisError(
    'TRAFFIC_INVALID',
    `${name} is no summary of traffic: ${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'unknown'}`,
    'Give the files that the proxy writes under .banyan/traffic, or make one with "banyan traffic import".',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
