import { entryText } from '../entry-text.ts';
import { isPassed } from '../judge.ts';
import { countsByKind, deltaOf, KINDS, labelOf, type ReportInput } from './report-input.ts';
import { wrapped } from './wrapped.ts';
import { count } from '../../../words/count.ts';

const SHOWN = 20;

/** For people: `file:line:col` first, so that terminals and editors make it a link. Names are passed through `safe`. */
export function renderText({ judgement, unmatched }: ReportInput, safe: (name: string) => string): string {
  const { failures, stale } = judgement;
  const lines = failures.flatMap((breach) => [
    safe(`${breach.file}:${breach.line}:1`),
    ...indented(safe(`${labelOf(breach)}: ${breach.message}  [${breach.id}]`)),
  ]);
  const kinds = [...new Set(failures.map(({ kind }) => kind))];
  if (kinds.length > 0) lines.push('', ...kinds.flatMap((kind) => wrapped(`${kind}: ${KINDS[kind].help}`)));
  if (stale.length > 0) {
    const shown = stale.slice(0, SHOWN).flatMap((entry) => indented(safe(entryText(entry))));
    if (stale.length > SHOWN) shown.push(`  … and ${count(stale.length - SHOWN)} more`);
    lines.push('', `Fixed, but still in the baseline (${count(stale.length)}):`, ...shown);
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

/** Below a place or a heading. */
function indented(text: string): string[] {
  return wrapped(`  ${text}`, '    ');
}
