import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../disk/write-atomically.ts';
import { FINE_BUCKETS } from '../observe/fine-latency.ts';
import type { RolloutState } from './rollout-state.ts';

const side = z.strictObject({
  requests: z.number().min(0),
  errors: z.number().min(0),
  clientErrors: z.number().min(0),
  latency: z.array(z.number().min(0)).length(FINE_BUCKETS),
});
const evidence = z.strictObject({
  beyond: z.array(z.number()),
  starts: z.int().min(0),
  sinceStart: z.number().min(0),
  within: z.array(z.number()),
});
const state = z.strictObject({
  standing: z.strictObject({
    stage: z.enum(['monolith', 'shadow', 'canary', 'live']),
    percent: z.number().min(0).max(100),
  }),
  lookedAt: z.number(),
  elapsedMs: z.number().min(0),
  step: z.strictObject({
    service: side,
    monolith: side,
    shadowed: side.omit({ clientErrors: true }),
    compared: z.number().min(0),
    diverged: z.number().min(0),
  }),
  evidence: z.strictObject({
    errors: evidence,
    clientErrors: evidence,
    latencyBeside: evidence,
    latencyFixed: evidence,
    divergence: evidence,
  }),
  known: side,
});
const stored = z.strictObject({
  formatVersion: z.literal(1),
  routes: z.record(z.string(), z.strictObject({ gates: z.string(), state })),
});

/** What the gates of one route had seen, and the gates (as JSON) by which it was judged. */
export interface KeptRollout {
  readonly gates: string;
  readonly state: RolloutState;
}

/** Keeps what the gates have seen in `.banyan/rollout.json`, so that a restart asks for no evidence twice. */
export class EvidenceStore {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'rollout.json');
  }

  /** What was kept; nothing where nothing can be read: evidence is then gathered anew, which costs time alone. */
  read(): ReadonlyMap<string, KeptRollout> {
    try {
      return new Map(Object.entries(stored.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).routes));
    } catch {
      return new Map();
    }
  }

  /** Throws the file system's error. */
  write(routes: ReadonlyMap<string, KeptRollout>): void {
    const text = JSON.stringify({ formatVersion: 1, routes: Object.fromEntries(routes) });
    writeAtomically(this.#file, [text, '\n']);
  }
}
