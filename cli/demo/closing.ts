import { once } from 'node:events';
import { join } from 'node:path';
import { seconds } from '../text/layout.ts';
import type { Palette } from '../text/palette.ts';
import type { DemoRun } from './demo-run.ts';
import type { DemoFacts } from './facts.ts';

/** The last lines: what to do on Monday. */
export function renderClosing({ accent, dim }: Palette, tookMs: number): string {
  return [
    '',
    `   Took ${seconds(tookMs)}. Processes and files are gone; --keep leaves them to play with.`,
    '',
    '   Now with your own monolith; it is only read, and nothing leaves your machine:',
    `     ${accent('npx banyan analyze')}   ${dim('where it could be cut, and whether it should be')}`,
    `     ${accent('npx banyan init')}      ${dim('a first plan to argue about')}`,
    '',
  ].join('\n');
}

/** Leaves everything running until Ctrl-C. */
export async function keepRunning({ narrator, workshop, signal }: DemoRun, facts: DemoFacts): Promise<void> {
  const { proxy = '', shop = '', admin = '' } = facts.places;
  const folder = join(workshop.folder, 'bookshop');
  narrator.chapter('Everything is still running');
  for (const [what, where] of [
    ['shop, through the proxy', `${proxy}/api/books`],
    ['monolith itself', shop],
    ['dashboard', `http://${admin}/`],
    ['report', join(folder, '.banyan/report.html')],
    ['plan', join(folder, 'banyan.yaml')],
    ['audit log', join(folder, '.banyan/audit.jsonl')],
    ['logs', join(workshop.folder, 'logs')],
  ] as const) {
    narrator.line(`${what.padEnd(24)} ${where}`);
  }
  narrator.line();
  narrator.line(narrator.palette.accent(`$ cd ${folder}`));
  narrator.line(narrator.palette.accent(`$ banyan routes status --admin ${admin}`));
  narrator.line('Ctrl-C ends it all.');
  if (!signal.aborted) await once(signal, 'abort');
}
