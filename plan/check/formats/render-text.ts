import { isPassed } from '../judge.ts';
import { countsByKind, deltaOf, KINDS, labelOf, type ReportInput } from './report-input.ts';

/** For people: `file:line:col` first, so that terminals and editors make it a link. Names are passed through `safe`. */
export function renderText({ judgement, unmatched }: ReportInput, safe: (name: string) => string): string {
  const { failures, stale } = judgement;
  const lines = failures.flatMap((breach) => [
    safe(`${breach.file}:${breach.line}:1`),
    safe(`  ${labelOf(breach)}: ${breach.message}  [${breach.id}]`),
  ]);
  const kinds = [...new Set(failures.map(({ kind }) => kind))];
  if (kinds.length > 0) lines.push('', ...kinds.flatMap((kind) => wrapped(`${kind}: ${KINDS[kind].help}`)));
  if (stale.length > 0) {
    const shown = stale
      .slice(0, 20)
      .map((entry) => safe(`  ${entry.kind} ${entry.from} → ${entry.to}: ${entry.module} ${entry.symbol}`));
    if (stale.length > shown.length) shown.push(`  … and ${stale.length - shown.length} more`);
    lines.push('', `Fixed, but still in the baseline (${stale.length}):`, ...shown);
  }
  if (unmatched.length > 0)
    lines.push('', ...unmatched.map((pattern) => safe(`warning: the plan’s ${pattern} matches no module`)));
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), ...closing(judgement)].join('\n')}\n`;
}

function closing(judgement: ReportInput['judgement']): string[] {
  const { failures, stale, baselineSize } = judgement;
  const lines = wrapped(deltaOf(judgement));
  if (failures.length > 0)
    lines.push(...wrapped(`Failed: ${countsByKind(failures)}.`), 'More on one: banyan check --explain <id>');
  if (baselineSize === 0 && failures.some(({ status }) => status === 'new')) {
    lines.push('To accept what is there today: banyan baseline');
  }
  if (stale.length > 0) lines.push('Failed: commit the smaller baseline: banyan baseline');
  if (isPassed(judgement)) lines.push('No new breach of the plan.');
  return lines;
}

const WIDTH = 80;

/** Breaks at spaces; what follows the first line stands in by two. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(line === undefined ? word : `  ${word}`);
  }
  return lines;
}
