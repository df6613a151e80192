import { z } from 'zod';
import { AnalysisError } from '../../analysis-error.ts';

const truthSchema = z.object({
  name: z.string().optional(),
  /** Modules by the name of their true service; a module may stand in several. */
  services: z.record(z.string(), z.array(z.string())),
  shared: z.array(z.string()).default([]),
  /** Modules that are left out of every score. */
  ignore: z.array(z.string()).default([]),
});

/** A decomposition that people hold to be right. */
export type Truth = z.output<typeof truthSchema>;

/** @throws AnalysisError TRUTH_INVALID */
export function readTruth(text: string): Truth {
  const parsed = truthSchema.safeParse(jsonOf(text));
  if (parsed.success && Object.keys(parsed.data.services).length > 0) return parsed.data;
  throw new AnalysisError(
    'TRUTH_INVALID',
    `The truth cannot be used: ${parsed.success ? 'it has no services' : (parsed.error.issues[0]?.message ?? 'malformed')}.`,
    'It is JSON: {"services": {"orders": ["src/order.ts"]}, "shared": [], "ignore": []}.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
