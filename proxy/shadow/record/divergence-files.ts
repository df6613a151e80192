import { constants } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CauseEntry, NewSample, RoutePage } from './divergence-book.ts';

/** Beyond it the samples' file is written anew, with those that are kept. */
const MAX_SAMPLES_BYTES = 4 * 1024 * 1024;

const answer = z.strictObject({
  status: z.number(),
  headers: z.array(z.string()),
  excerpt: z.string(),
  bytes: z.number(),
});
const sampleLine = z.strictObject({
  cause: z.string(),
  sample: z.strictObject({
    at: z.string(),
    requestId: z.string(),
    request: z.string(),
    place: z.string(),
    expected: z.string(),
    actual: z.string(),
    monolith: answer,
    service: answer,
  }),
});
const count = z.int().min(0);
const causeEntry = z.strictObject({
  id: z.string(),
  part: z.enum(['answer', 'status', 'header', 'body']),
  path: z.string(),
  kind: z.string(),
  count,
  probes: count,
  hits: count,
  firstSeen: z.string(),
  lastSeen: z.string(),
});
const routePage = z.strictObject({
  formatVersion: z.literal(1),
  route: z.string(),
  rule: z.string(),
  since: z.string(),
  compared: count,
  diverged: count,
  noisy: count,
  unlisted: count,
  causes: z.array(causeEntry),
});

/**
 * Keeps pages under `.banyan/divergences/`: `<route>.json` holds causes and numbers and is replaced whole;
 * `<route>.samples.jsonl` grows by a line for each sample, and is replaced when it has grown too long. One process writes.
 */
export class DivergenceFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was kept. A file that cannot be read, or a line that was torn by a crash, counts as not there. */
  async read(): Promise<RoutePage[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const pages = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).toSorted();
    const read = await Promise.all(pages.map((name) => this.#readPage(name.slice(0, -'.json'.length))));
    return read.filter((page) => page !== undefined);
  }

  /** Throws what the file system throws; a file is then as it was, or has a torn last line. */
  async writePage(page: RoutePage): Promise<void> {
    const causes = [...page.causes.values()].map((cause) => ({ ...cause, samples: undefined }));
    const text = JSON.stringify({ formatVersion: 1, ...page, causes }, undefined, 2);
    await this.#replace(`${page.route}.json`, `${text}\n`);
  }

  /** Adds samples of one page; writes all that are kept anew where the file is too long, or `anew` asks for it. */
  async addSamples(page: RoutePage, fresh: readonly NewSample[], anew: boolean): Promise<void> {
    const name = `${page.route}.samples.jsonl`;
    const size = await stat(join(this.#folder, name)).then(
      (found) => found.size,
      () => 0,
    );
    if (anew || size > MAX_SAMPLES_BYTES) {
      const kept = [...page.causes.values()].flatMap(({ id, samples }) =>
        samples.map((sample) => ({ cause: id, sample })),
      );
      await this.#replace(name, linesOf(kept));
    } else if (fresh.length > 0) {
      await this.#append(name, linesOf(fresh.map(({ cause, sample }) => ({ cause, sample }))));
    }
  }

  async #append(name: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
    const file = await open(join(this.#folder, name), O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o640);
    try {
      await file.appendFile(text);
    } finally {
      await file.close();
    }
  }

  async #replace(name: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const temporary = join(this.#folder, `.${name}.${process.pid}.tmp`);
    try {
      await rm(temporary, { force: true });
      const file = await open(temporary, 'wx', 0o640);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(this.#folder, name));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #readPage(route: string): Promise<RoutePage | undefined> {
    const parsed = routePage.safeParse(parse(await this.#text(`${route}.json`)));
    if (!parsed.success || parsed.data.route !== route) return undefined;
    const { causes, ...page } = parsed.data;
    const entries = new Map(
      causes.map((cause): [string, CauseEntry] => [cause.id, { ...cause, samples: [] }]),
    );
    for (const line of (await this.#text(`${route}.samples.jsonl`)).split('\n')) {
      const read = sampleLine.safeParse(parse(line));
      const entry = read.success ? entries.get(read.data.cause) : undefined;
      if (entry && read.success) entry.samples = [...entry.samples.slice(0, 2), read.data.sample];
    }
    return { ...page, causes: entries };
  }

  async #text(name: string): Promise<string> {
    return readFile(join(this.#folder, name), 'utf8').catch(() => '');
  }
}

function linesOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
