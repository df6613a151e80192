import type { z } from 'zod';
import type { operationSchema } from '../edit/operation-schema.ts';

/** One change of the plan as data: what commands, the TUI and exported patches all speak. */
export type Operation = z.input<typeof operationSchema>;
