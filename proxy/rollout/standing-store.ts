import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../disk/write-atomically.ts';
import type { AuditAnswer, AuditEntry, Standing } from '../model/rollout.ts';
import { AuditLog } from './audit-log.ts';
import { afterEntry, type Standings } from './standings.ts';

const standing = z.strictObject({
  stage: z.enum(['monolith', 'shadow', 'canary', 'live']),
  percent: z.number().min(0).max(100),
});
const stored = z.strictObject({
  formatVersion: z.literal(1),
  /** The last line of the audit log that this file knows. */
  seq: z.int().min(0).default(0),
  routes: z.record(
    z.string(),
    z.strictObject({
      ...standing.shape,
      planned: standing,
      phase: z.enum(['running', 'paused', 'halted']).default('running'),
      by: z.string(),
      why: z.string(),
      at: z.string(),
    }),
  ),
});

/** As `writeAtomically` names them. */
const UNFINISHED = /^\.(?:stages|rollout)\.json\.\d+\.tmp$/u;

interface Kept {
  readonly seq: number;
  readonly standings: Standings;
}

/**
 * Keeps the stages that were set while running. The audit log (`.banyan/audit.jsonl`) is the truth, and is written first;
 * `.banyan/stages.json` is what it amounts to, so that it need not be read whole. A crash between the two is mended when
 * they are read: so the stage after a restart is always the one that the log's last line for the route says.
 */
export class StandingStore {
  /** Where the rest of what is kept lies, too. */
  readonly folder: string;
  readonly #file: string;
  readonly #log: AuditLog;
  #kept: Kept | undefined;

  constructor(folder: string) {
    this.folder = folder;
    this.#file = join(folder, 'stages.json');
    this.#log = new AuditLog(join(folder, 'audit.jsonl'));
  }

  /** What was kept; nothing where nothing can be read: the plan then holds. */
  read(): Standings {
    return this.#current().standings;
  }

  /** Where the log left each route that ever moved, whatever has become of the plan since. */
  last(): ReadonlyMap<string, Standing> {
    const found = new Map<string, Standing>();
    for (const { route, to, dryRun } of this.#log.newestFirst()) {
      if (!dryRun && !found.has(route)) found.set(route, to);
    }
    return found;
  }

  /**
   * Appends to the log, then brings the stages up to date. Throws the file system's error where the log cannot be
   * written: nothing has then changed. Stages that cannot be written are no fault; the log has them.
   */
  record(change: Omit<AuditEntry, 'seq'>): AuditEntry {
    const { seq, standings } = this.#current();
    const entry = { seq: seq + 1, ...change };
    this.#log.append(entry);
    this.#kept = { seq: entry.seq, standings: afterEntry(standings, entry) };
    this.#write(this.#kept);
    return entry;
  }

  /** The newest `limit` lines of the log, newest first. */
  audit(limit: number): AuditAnswer {
    const entries: AuditEntry[] = [];
    for (const entry of this.#log.newestFirst()) {
      if (entries.length === limit) return { entries, more: true };
      entries.push(entry);
    }
    return { entries, more: false };
  }

  #current(): Kept {
    this.#kept ??= this.#recover();
    return this.#kept;
  }

  #recover(): Kept {
    sweep(this.folder);
    const saved = readSaved(this.#file);
    const news: AuditEntry[] = [];
    for (const entry of this.#log.newestFirst()) {
      if (entry.seq <= saved.seq) break;
      news.push(entry);
    }
    return news.reduceRight<Kept>(
      ({ standings }, entry) => ({ seq: entry.seq, standings: afterEntry(standings, entry) }),
      saved,
    );
  }

  #write({ seq, standings }: Kept): void {
    const text = JSON.stringify({ formatVersion: 1, seq, routes: standings }, undefined, 2);
    try {
      writeAtomically(this.#file, [text, '\n']);
    } catch {
      // The log has it; whoever starts next reads it there.
    }
  }
}

/** What a crash left of files that were being written: each run has names of its own, so nobody else would. */
function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // No folder yet, or one that may only be read.
  }
}

/** A file that is missing or damaged says nothing: all is then read from the log. */
function readSaved(file: string): Kept {
  try {
    const { seq, routes } = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { seq, standings: routes };
  } catch {
    return { seq: 0, standings: {} };
  }
}
