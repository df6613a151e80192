import { isPassed, type JudgedBreach } from '../judge.ts';
import { countsByKind, deltaOf, labelOf, type ReportInput } from './report-input.ts';
import { count } from '../../../words/count.ts';

/** GitHub cuts comments at 65,536 characters and summaries at 1 MiB; a table this long says enough. */
const MOST_ROWS = 200;

/** For a pull request or a job summary. */
export function renderMarkdown({ judgement, unmatched }: ReportInput): string {
  const { failures, stale } = judgement;
  const title = isPassed(judgement) ? '✅ Boundaries hold' : `❌ Boundaries: ${headline(judgement)}`;
  const lines = [`### ${title}`, '', deltaOf(judgement)];
  if (failures.length > 0) {
    lines.push('', '| where | what | |', '| --- | --- | --- |', ...failures.slice(0, MOST_ROWS).map(row));
    if (failures.length > MOST_ROWS) lines.push('', `… and ${count(failures.length - MOST_ROWS)} more.`);
  }
  if (stale.length > 0) {
    lines.push(
      '',
      `${count(stale.length)} accepted breaches are fixed. Commit the smaller baseline: \`banyan baseline\`.`,
    );
  }
  if (unmatched.length > 0)
    lines.push('', `Patterns that match no module: ${unmatched.map(code).join(', ')}.`);
  return `${lines.join('\n')}\n`;
}

function headline({ failures, stale }: ReportInput['judgement']): string {
  const parts = [
    ...(failures.length > 0 ? [countsByKind(failures)] : []),
    ...(stale.length > 0 ? [`${count(stale.length)} fixed`] : []),
  ];
  return parts.join(', ');
}

function row(breach: JudgedBreach): string {
  return `| ${code(`${breach.file}:${breach.line}`)} | ${cell(`${labelOf(breach)}: ${breach.message}`)} | ${code(breach.id)} |`;
}

/** Names come from code that nobody vouches for: no mark-up, no new cell, no line of its own. */
function cell(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~&@]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function code(text: string): string {
  return `\`${oneLine(text)
    .replaceAll('`', "'")
    .replaceAll('|', String.raw`\|`)}\``;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').slice(0, 500);
}
