import { describeEffect } from '../plan/measure/describe-effect.ts';
import type { Preview } from './model.ts';

/** Tables and transactions by name, as far as they cost something. */
export interface NamedCosts {
  readonly shared: ReadonlySet<string>;
  readonly cut: ReadonlySet<string>;
}

type Counted = Pick<Preview, 'operation' | 'before' | 'after' | 'moved'>;

/** Names that one line takes; the rest is in the lists. */
const told = 3;

export function previewOf(counted: Counted, before: NamedCosts, after: NamedCosts): Preview {
  const newlyCut = missingFrom(before.cut, after.cut);
  const noLongerCut = missingFrom(after.cut, before.cut);
  const newlyShared = missingFrom(before.shared, after.shared);
  const noLongerShared = missingFrom(after.shared, before.shared);
  const text = describeEffect(counted.before.measures, counted.after.measures, {
    ...namesOf('sharedTables', newlyShared, noLongerShared),
    ...namesOf('cutTransactions', newlyCut, noLongerCut),
  });
  return { ...counted, text, newlyCut, noLongerCut, newlyShared, noLongerShared };
}

function missingFrom(old: ReadonlySet<string>, now: ReadonlySet<string>): string[] {
  return [...now].filter((name) => !old.has(name)).sort();
}

function namesOf(key: 'sharedTables' | 'cutTransactions', added: string[], gone: string[]): object {
  const names = [...added.map((name) => `+${name}`), ...gone.map((name) => `−${name}`)];
  if (names.length === 0) return {};
  const more = names.length > told ? ` and ${names.length - told} more` : '';
  return { [key]: `${names.slice(0, told).join(' ')}${more}` };
}
