import { setTimeout as wait } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import type { Narrator } from './narrator.ts';
import type { Workshop } from './workshop.ts';

/** What every chapter of the demo works with. */
export interface DemoRun {
  readonly io: Io;
  readonly narrator: Narrator;
  readonly workshop: Workshop;
  /** Aborted on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
}

/** How long the demo dwells; a person wants to read, a test does not. */
export interface Pace {
  /** Between two chapters, ms. */
  readonly readMs: number;
  /** How long traffic is watched in a stage, ms. */
  readonly watchMs: number;
}

export const PACES: Readonly<Record<'calm' | 'fast', Pace>> = {
  calm: { readMs: 1500, watchMs: 3500 },
  fast: { readMs: 0, watchMs: 700 },
};

/** Waits, unless somebody wants to leave. Throws `CliError` INTERRUPTED. */
export async function pause({ signal }: Pick<DemoRun, 'signal'>, milliseconds: number): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (cause) {
    throw interrupted(cause);
  }
}

export function interrupted(cause?: unknown): CliError {
  return new CliError('INTERRUPTED', 'The demo was stopped.', 'Nothing of it is left behind.', { cause });
}
