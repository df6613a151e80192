import { deltaOf, KINDS, labelOf, type ReportInput } from './report-input.ts';
import { count } from '../../../words/count.ts';

/** GitHub shows ten errors of a step and drops the others without a word. */
const MOST_ANNOTATIONS = 10;

/** Workflow commands of GitHub Actions: the first ten, then how many more there are and where to find them. */
export function renderGithub({ judgement, unmatched }: ReportInput): string {
  const { failures, stale } = judgement;
  const lines = failures
    .slice(0, MOST_ANNOTATIONS)
    .map(
      (breach) =>
        `::error file=${property(breach.file)},line=${breach.line},col=1,title=${property(KINDS[breach.kind].title)}::` +
        message(`${labelOf(breach)}: ${breach.message} [${breach.id}]`),
    );
  const hidden = failures.length - lines.length;
  if (hidden > 0)
    lines.push(`::notice title=banyan check::${hidden} more; the summary of this job lists them.`);
  if (stale.length > 0) {
    lines.push(
      `::warning title=banyan check::${count(stale.length)} accepted breaches are fixed: run "banyan baseline" and commit it.`,
    );
  }
  if (unmatched.length > 0)
    lines.push(`::warning title=banyan check::${message(`No module matches ${unmatched.join(', ')}`)}`);
  return `${[...lines, message(deltaOf(judgement))].join('\n')}\n`;
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
