import { useState } from 'preact/hooks';
import type { TableView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { Filter } from '../parts/Filter.tsx';
import { OwnershipMatrix } from './data/OwnershipMatrix.tsx';

type Only = 'conflicts' | 'written' | 'all';

const RANK = { written: 0, read: 1, none: 2 } as const;

export function DataView() {
  const { cut } = useModel();
  const [only, setOnly] = useState<Only>(
    cut.tables.some(({ conflict }) => conflict !== 'none') ? 'conflicts' : 'all',
  );
  const [query, setQuery] = useState('');
  if (cut.tables.length === 0)
    return <p class="empty">No table or entity was found, so nothing is known of who owns which data.</p>;
  const word = query.trim().toLowerCase();
  const shown = [...cut.tables]
    .filter((table) => isShown(table, only) && table.entity.toLowerCase().includes(word))
    .sort(
      (a, b) =>
        RANK[a.conflict] - RANK[b.conflict] ||
        b.uses.length - a.uses.length ||
        (a.entity < b.entity ? -1 : 1),
    );
  return (
    <div class="data">
      <Message tables={cut.tables} />
      <Tools only={only} setOnly={setOnly} query={query} setQuery={setQuery} />
      {shown.length === 0 ? (
        <p class="empty">{visible(query) || 'No table'} has no match here.</p>
      ) : (
        <OwnershipMatrix tables={shown} />
      )}
    </div>
  );
}

function Message({ tables }: { tables: readonly TableView[] }) {
  const written = tables.filter(({ conflict }) => conflict === 'written').length;
  const read = tables.filter(({ conflict }) => conflict === 'read').length;
  return (
    <p class="message">
      {written === 0
        ? 'No table has several writers.'
        : `${plural(written, 'table')} ${written === 1 ? 'has' : 'have'} several writers.`}{' '}
      <span class="muted">
        {count(read)} {written > 0 ? 'more ' : ''}
        {read === 1 ? 'is' : 'are'} read across a boundary, of {plural(tables.length, 'table')} in all.
      </span>
    </p>
  );
}

interface ToolsProps {
  readonly only: Only;
  readonly setOnly: (only: Only) => void;
  readonly query: string;
  readonly setQuery: (query: string) => void;
}

function Tools({ only, setOnly, query, setQuery }: ToolsProps) {
  return (
    <div class="tools">
      <label>
        Show{' '}
        <select value={only} onChange={({ currentTarget }) => setOnly(currentTarget.value as Only)}>
          <option value="conflicts">tables that several services touch</option>
          <option value="written">tables with several writers</option>
          <option value="all">all tables</option>
        </select>
      </label>
      <Filter label="Filter tables" value={query} onChange={setQuery} />
      <span class="legend-line">
        <b class="use owner">W</b> owner <b class="use write">W</b> also writes <b class="use read">r</b>{' '}
        reads
      </span>
    </div>
  );
}

function isShown({ conflict }: TableView, only: Only): boolean {
  if (only === 'all') return true;
  return only === 'written' ? conflict === 'written' : conflict !== 'none';
}
