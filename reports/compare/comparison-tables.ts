import { plural } from '../../words/plural.ts';
import type { Comparison, ScoreChange, ServiceChange, SetChange } from './comparison.ts';

/** A part of a comparison as rows of plain cells; whoever writes them escapes them. */
export interface ComparisonTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What changed, most telling first; a part where nothing changed is left out. */
export function comparisonTables(comparison: Comparison): ComparisonTable[] {
  const { moved, owners, scores } = comparison;
  const tables: ComparisonTable[] = [
    { title: 'Services', head: ['', 'service', 'size', 'how'], rows: serviceRows(comparison.services) },
    {
      title: 'Scores',
      head: ['score', 'before', 'after', ''],
      rows: scores.filter(({ verdict }) => verdict !== 'same').map(scoreRow),
    },
    {
      title: 'Modules that moved',
      head: ['module', 'from', 'to'],
      rows: moved.map(({ module, from, to }) => [module, from ?? NOWHERE, to ?? NOWHERE]),
    },
    {
      title: 'Tables with another owner',
      head: ['table', 'before', 'after'],
      rows: owners.map(({ entity, before, after }) => [entity, before ?? NOWHERE, after ?? NOWHERE]),
    },
    { title: 'Endpoints', head: ['', 'endpoint'], rows: setRows(comparison.endpoints) },
    { title: 'Tables', head: ['', 'table'], rows: setRows(comparison.entities) },
    { title: 'Shared kernel', head: ['', 'module'], rows: setRows(comparison.shared) },
    { title: 'Blind spots', head: ['', 'what'], rows: setRows(comparison.blindSpots) },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

const NOWHERE = 'no service';

function serviceRows(services: readonly ServiceChange[]): string[][] {
  return services
    .filter(({ change, overlap }) => change !== 'same' || overlap < 1)
    .map((service) => {
      const { change, before, after, overlap, others } = service;
      const shares = others.map(({ service: name, modules }) => `${name} (${modules})`).join(', ');
      const [was, is] = [before?.name ?? '', after?.name ?? ''];
      if (change === 'appeared') return ['new', is, size(service), shares && `from ${shares}`];
      if (change === 'vanished') return ['gone', was, size(service), shares && `now in ${shares}`];
      const common = `${Math.round(overlap * 100)} % in common`;
      return change === 'renamed'
        ? ['renamed', `${was} → ${is}`, size(service), common]
        : ['changed', is, size(service), common];
    });
}

function size({ before, after }: ServiceChange): string {
  const [was, is] = [before?.modules, after?.modules];
  if (was === undefined || is === undefined || was === is) return plural(is ?? was ?? 0, 'module');
  return `${was} → ${plural(is, 'module')}`;
}

function scoreRow({ label, before, after, verdict }: ScoreChange): string[] {
  const digits = Number.isInteger(before) && Number.isInteger(after) ? 0 : 3;
  return [label, before.toFixed(digits), after.toFixed(digits), verdict === 'changed' ? '' : verdict];
}

function setRows({ added, removed }: SetChange): string[][] {
  return [...added.map((each) => ['new', each]), ...removed.map((each) => ['gone', each])];
}
