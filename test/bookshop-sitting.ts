import { readFileSync } from 'node:fs';
import type { Analysis } from '../analyzer/index.ts';
import { localDesk } from '../cli/tui/desk/desk.ts';
import { openSitting, type Opened } from '../cli/tui/app/open-sitting.ts';
import { performWith, type Outside } from '../cli/tui/app/perform.ts';
import { Store } from '../cli/tui/app/store.ts';
import { planPlaceOf } from '../cli/plan/plan-place.ts';
import { planFromAnalysis } from '../plan/index.ts';
import { temporaryRepository } from './temporary-repository.ts';

export interface BookshopSitting {
  readonly store: Store;
  readonly opened: Opened;
  readonly root: string;
  /** What was asked of the terminal: `copy …`, `quit`. */
  readonly asked: string[];
  /** Presses keys one after the other, and waits until all that they ask for is done. */
  readonly press: (...keys: string[]) => Promise<void>;
}

export interface SittingOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly plan?: string;
  readonly analysis?: Analysis;
}

export function bookshopAnalysis(): Analysis {
  return JSON.parse(readFileSync('fixtures/bookshop/expected.json', 'utf8')) as Analysis;
}

/** The planning screen on the bookshop, without a terminal. */
export async function sitDown(options: SittingOptions = {}, root?: string): Promise<BookshopSitting> {
  const { columns = 80, rows = 24, analysis = bookshopAnalysis() } = options;
  const folder = root ?? temporaryRepository({ 'banyan.yaml': options.plan ?? planFromAnalysis(analysis) });
  const place = planPlaceOf({}, { cwd: folder } as Parameters<typeof planPlaceOf>[1]);
  const opened = await openSitting({
    place,
    size: { columns, rows },
    analysis: () => Promise.resolve(analysis),
    createDesk: localDesk,
  });
  const asked: string[] = [];
  const outside: Outside = {
    quit: () => void asked.push('quit'),
    suspend: () => void asked.push('suspend'),
    edit: () => Promise.resolve(),
    copy: (text) => void asked.push(`copy ${text}`),
    traffic: (verb, route) => Promise.resolve(`${verb} ${route}`),
    createDesk: localDesk,
  };
  const store: Store = new Store({
    ...opened,
    perform: performWith(opened.sitting, outside),
    onEntries: (entries) => opened.sitting.journal.follow(entries),
  });
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) store.press(key);
    await store.settled();
  };
  return { store, opened, root: folder, asked, press };
}
