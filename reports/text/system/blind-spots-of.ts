import type { Coverage } from '../../../analyzer/model/analysis.ts';
import { byCodeUnit } from './by-code-unit.ts';

/** What the analysis did not see, a sentence each; empty where it saw all. */
export function blindSpotsOf({ imports, findings, history, skipped }: Coverage): string[] {
  const { unresolved } = imports;
  return [
    ...(unresolved.length > 0
      ? [
          `${unresolved.length} of ${imports.total} imports lead nowhere (${counts(unresolved, ({ reason }) => reason)})`,
        ]
      : []),
    ...(findings.length > 0
      ? [`${findings.length} findings while reading (${counts(findings, ({ code }) => code)})`]
      : []),
    ...(history.available ? [] : [`no history: ${history.reason ?? 'none was read'}`]),
    ...(skipped.length > 0
      ? [`set aside: ${skipped.map(({ count, reason }) => `${count} ${reason}`).join(', ')}`]
      : []),
  ];
}

function counts<Item>(items: readonly Item[], kindOf: (item: Item) => string): string {
  const tally = new Map<string, number>();
  for (const item of items) tally.set(kindOf(item), (tally.get(kindOf(item)) ?? 0) + 1);
  return [...tally]
    .sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b))
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}
