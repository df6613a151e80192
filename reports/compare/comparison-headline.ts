import { plural } from '../../words/plural.ts';
import type { Comparison, ServiceChange } from './comparison.ts';
import { count } from '../../words/count.ts';

/** One sentence on what changed, for the top of a page, a comment or a terminal. */
export function comparisonHeadline(comparison: Comparison): string {
  const { verdict, services, moved, modules, endpoints } = comparison;
  const tally = (wanted: ServiceChange['change']) =>
    services.filter(({ change }) => change === wanted).length;
  const [appeared, vanished, renamed] = [tally('appeared'), tally('vanished'), tally('renamed')];
  const worse = comparison.scores.filter((score) => score.verdict === 'worse').length;
  const better = comparison.scores.filter((score) => score.verdict === 'better').length;
  const parts = [
    ...(appeared > 0 ? [`${plural(appeared, 'service')} appeared`] : []),
    ...(vanished > 0 ? [`${plural(vanished, 'service')} vanished`] : []),
    ...(renamed > 0 ? [`${plural(renamed, 'service')} renamed`] : []),
    ...(moved.length > 0 ? [`${plural(moved.length, 'module')} moved`] : []),
    ...setPart(modules.added.length, modules.removed.length, 'module'),
    ...setPart(endpoints.added.length, endpoints.removed.length, 'endpoint'),
    ...(better + worse > 0 ? [`${plural(better, 'score')} better, ${count(worse)} worse`] : []),
  ];
  const changed = parts.length === 0 ? 'Nothing changed' : parts.join('; ');
  return verdict.before === verdict.after
    ? `${changed}.`
    : `The verdict went from ${VERDICTS[verdict.before]} to ${VERDICTS[verdict.after]}. ${changed}.`;
}

const VERDICTS = {
  split: '“split it”',
  'modularise-first': '“modularise it first”',
  'leave-it': '“leave it whole”',
} as const;

function setPart(added: number, removed: number, noun: string): string[] {
  if (added === 0 && removed === 0) return [];
  return [`${plural(added, `new ${noun}`)}, ${count(removed)} gone`];
}
