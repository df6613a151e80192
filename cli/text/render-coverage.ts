import type { Analysis } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { labelled } from './layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';
import type { View } from './view.ts';

/** What was read, and the blind spots: what the proposal below cannot know. */
export function renderCoverage(
  { accesses, coverage, endpoints, entities, transactions }: Analysis,
  { columns, palette }: View,
): string[] {
  const { imports, history, skipped, findings } = coverage;
  const rows: [label: string, text: string][] = [
    [
      'imports',
      `${count(imports.internal)} inside, ${count(imports.external)} to packages, ${count(imports.builtin)} to Node.js`,
    ],
    [
      'history',
      history.available ? plural(history.commits, 'commit') : `none: ${history.reason ?? 'unknown'}`,
    ],
  ];
  // What is read or written counts too where nobody was seen to define it.
  const known = new Set([...entities.map(({ name }) => name), ...accesses.map(({ entity }) => entity)]);
  const found = [
    plural(endpoints.length, 'endpoint'),
    plural(known.size, 'entity', 'entities'),
    plural(transactions.length, 'transaction'),
  ];
  if (endpoints.length + known.size > 0) rows.push(['found', found.join(', ')]);
  if (skipped.length > 0) {
    rows.push([
      'set aside',
      skipped.map(({ reason, count: files }) => `${count(files)} ${reason}`).join(', '),
    ]);
  }
  for (const line of unresolvedLines(imports.unresolved)) rows.push(['unresolved', line]);
  for (const line of findingLines(findings)) rows.push(['warning', line]);
  return [
    palette.bold('Read'),
    ...rows.flatMap(([label, text]) => labelled(label, printable(text), columns, 2)),
    '',
  ];
}

type Unresolved = Analysis['coverage']['imports']['unresolved'];

const WHY = {
  missing: ['names', 'name', 'no file of the repository'],
  generated: ['names', 'name', 'generated code that is not here'],
  outside: ['leads', 'lead', 'out of the repository'],
  dynamic: ['is', 'are', 'computed at run time'],
  asset: ['names', 'name', 'an asset that is not here'],
} as const;

function unresolvedLines(unresolved: Unresolved): string[] {
  const byReason = new Map<keyof typeof WHY, Unresolved[number][]>();
  for (const entry of unresolved) byReason.set(entry.reason, [...(byReason.get(entry.reason) ?? []), entry]);
  return [...byReason].map(([reason, entries]) => {
    const [first] = entries;
    const example = first ? `, as ${first.module}:${first.line}` : '';
    const [one, many, rest] = WHY[reason];
    return `${count(entries.length)} ${entries.length === 1 ? one : many} ${rest}${example}`;
  });
}

const FINDINGS_SHOWN = 3;

function findingLines(findings: Analysis['coverage']['findings']): string[] {
  const lines = new Set(
    findings.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`} ${message}`),
  );
  const shown = [...lines].slice(0, FINDINGS_SHOWN);
  const hidden = lines.size - shown.length;
  return hidden > 0 ? [...shown, `${count(hidden)} more, in the file below`] : shown;
}
