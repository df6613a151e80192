import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../../printable.ts';
import { count } from '../../../words/count.ts';
import type { DemoRun } from '../demo-run.ts';
import { type DemoFacts, expectThat } from '../facts.ts';
import { faultsOf, type Kind, requestsOf, type Tally } from '../shoppers.ts';

const KINDS: Readonly<Record<Kind, string>> = {
  order: 'their orders (the moved route)',
  browse: 'browsing, searching',
  cart: 'filling carts',
  checkout: 'ordering, cancelling',
  session: 'logging in, profile',
};

/** What clients saw of all this: the only measure of a migration that counts. */
export function sumUp(run: DemoRun, facts: DemoFacts, tally: Tally): void {
  const { narrator, workshop } = run;
  narrator.chapter('What the shoppers saw of all this');
  const order: readonly Kind[] = ['order', 'browse', 'cart', 'checkout', 'session'];
  narrator.table([
    ['', 'requests', 'failed', 'wrong', 'median', 'p99'],
    ...order.map((kind) => {
      const { requests, failed, wrong, p50Ms, p99Ms } = tally.kinds[kind];
      return [KINDS[kind], count(requests), count(failed), count(wrong), millis(p50Ms), millis(p99Ms)];
    }),
  ]);
  const { messages, dropped, open } = tally.feed;
  narrator.line(
    `${open} WebSockets on the stock feed: ${count(messages)} messages, ${count(dropped)} connections dropped`,
  );
  narrator.line();
  facts.clients = tally;
  facts.audit = auditEntries(join(workshop.folder, 'bookshop'));
  for (const [kind, { failed, wrong }] of Object.entries(tally.kinds)) {
    expectThat(facts, failed === 0, `${failed} requests failed: ${KINDS[kind as Kind]}.`);
    expectThat(facts, wrong === 0, `${wrong} answers were wrong: ${KINDS[kind as Kind]}.`);
  }
  expectThat(facts, dropped === 0 && open > 0, `${dropped} WebSockets were dropped.`);
  narrator.line(narrator.palette.bold(verdictOf(tally)));
  for (const line of [...facts.disappointments, ...tally.faults]) {
    narrator.line(narrator.palette.warn(printable(line)));
  }
}

function millis(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : count(milliseconds)} ms`;
}

function verdictOf(tally: Tally): string {
  const faults = faultsOf(tally);
  return faults === 0
    ? `${count(requestsOf(tally))} requests, and nobody noticed anything.`
    : `${count(requestsOf(tally))} requests, and ${count(faults)} that somebody noticed.`;
}

function auditEntries(folder: string): number {
  try {
    return readFileSync(join(folder, '.banyan/audit.jsonl'), 'utf8').trimEnd().split('\n').length;
  } catch {
    return 0;
  }
}
