import { join } from 'node:path';
import type { DemoRun } from '../demo-run.ts';

export interface Monolith {
  readonly url: string;
  /** Where a service may ask which orders changed. */
  readonly feedUrl: string;
}

/** The bookshop as it is: one process, one database. */
export async function startMonolith(run: DemoRun): Promise<Monolith> {
  const { narrator, workshop } = run;
  narrator.chapter('A monolith that works');
  const sources = workshop.unpackBookshop();
  const started = workshop.startApp('bookshop', {
    PORT: '0',
    HOST: '127.0.0.1',
    MIGRATIONS_DIR: join(sources, 'migrations'),
  });
  const { port, feedPort } = await started.said(listening);
  const url = `http://127.0.0.1:${port}`;
  narrator.say(
    `The bookshop: Express and SQL in one process with one database, in layers, with the tangles of its age. It runs at ${url}.`,
  );
  return { url, feedUrl: `http://127.0.0.1:${feedPort}` };
}

function listening(line: string): { port: number; feedPort: number } | undefined {
  return line.startsWith('{') ? (JSON.parse(line) as { port: number; feedPort: number }) : undefined;
}
