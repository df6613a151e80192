import type { Service } from '../../../analyzer/model/decomposition.ts';
import type { Verdict } from '../../../analyzer/model/analysis.ts';
import { printable } from '../../printable.ts';
import { seconds } from '../../text/layout.ts';
import { count } from '../../../words/count.ts';
import type { DemoRun } from '../demo-run.ts';
import type { DemoFacts } from '../facts.ts';
import { runBanyan } from '../run-banyan.ts';

interface Summary {
  readonly codebase: { readonly files: number; readonly lines: number };
  readonly verdict: Verdict;
  readonly services: readonly Service[];
}

const SHOWN = 9;

/** Where the monolith could be cut, and whether it should be. */
export async function analyse(run: DemoRun, facts: DemoFacts): Promise<void> {
  const { narrator, io } = run;
  narrator.chapter('Where could it be cut?');
  const start = io.now();
  const { codebase, verdict, services } = (await runBanyan(run, ['analyze', '--no-history'])) as Summary;
  const took = seconds(io.now() - start);
  narrator.say(
    `Read ${count(codebase.files)} files, ${count(codebase.lines)} lines, in ${took}; nothing was configured and nothing of it was run.`,
  );
  narrator.line();
  narrator.table([
    ['proposed service', 'files', 'lines', 'cohesion', 'depends on'],
    ...services
      .toSorted((a, b) => b.modules.length - a.modules.length)
      .slice(0, SHOWN)
      .map(({ name, modules, lines, cohesion, dependsOn }) => [
        printable(name),
        count(modules.length),
        count(lines),
        cohesion.toFixed(2),
        count(dependsOn.length),
      ]),
  ]);
  narrator.line();
  narrator.say(`${ADVICE[verdict.advice]} ${sentence(verdict.reasons)}`);
  const { output, bytes } = (await runBanyan(run, ['report'])) as { output: string; bytes: number };
  narrator.say(
    `All of it on one page: ${printable(output)}, ${count(bytes / 1000)} kB, which needs no network.`,
  );
  facts.analysis = { files: codebase.files, services: services.length, verdict: verdict.advice };
}

const ADVICE = {
  split: 'Verdict: split it.',
  'modularise-first': 'Verdict: modularise it first, and take one service out at a time.',
  'leave-it': 'Verdict: leave it whole.',
} as const;

function sentence(reasons: readonly string[]): string {
  const last = reasons.at(-1);
  return last === undefined ? '' : `${last.charAt(0).toUpperCase()}${last.slice(1)}.`;
}
