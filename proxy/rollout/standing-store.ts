import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../disk/write-atomically.ts';
import type { Standings } from './standings.ts';

const standing = z.strictObject({
  stage: z.enum(['monolith', 'shadow', 'canary', 'live']),
  percent: z.number().min(0).max(100),
});
const stored = z.strictObject({
  formatVersion: z.literal(1),
  routes: z.record(
    z.string(),
    z.strictObject({ ...standing.shape, planned: standing, by: z.string(), why: z.string(), at: z.string() }),
  ),
});

/** Keeps stages that were set while running in `.banyan/stages.json`, and each change in `.banyan/audit.jsonl`. */
export class StandingStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was kept; nothing where there is no file, or none that can be read: the plan then holds. */
  read(): Standings {
    try {
      return stored.parse(JSON.parse(readFileSync(join(this.#folder, 'stages.json'), 'utf8'))).routes;
    } catch {
      return {};
    }
  }

  /** Written whole or not at all: a crash leaves the old file or the new one. */
  write(routes: Standings): void {
    const text = JSON.stringify({ formatVersion: 1, routes }, undefined, 2);
    writeAtomically(join(this.#folder, 'stages.json'), [text, '\n']);
  }

  /** Appends one line to the audit log. */
  record(entry: Readonly<Record<string, unknown>>): void {
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(join(this.#folder, 'audit.jsonl'), `${JSON.stringify(entry)}\n`, { mode: 0o640 });
  }
}
