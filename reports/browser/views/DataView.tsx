import { useState } from 'preact/hooks';
import type { TableView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count, plural } from '../../model/words.ts';
import { useModel } from '../app/model.ts';
import { OwnershipMatrix } from './data/OwnershipMatrix.tsx';

type Only = 'conflicts' | 'written' | 'all';

const RANK = { written: 0, read: 1, none: 2 } as const;

export function DataView() {
  const { cut } = useModel();
  const conflicts = cut.tables.filter(({ conflict }) => conflict !== 'none').length;
  const [only, setOnly] = useState<Only>(conflicts > 0 ? 'conflicts' : 'all');
  const [query, setQuery] = useState('');
  if (cut.tables.length === 0)
    return <p class="empty">No table or entity was found, so nothing is known of who owns which data.</p>;
  const shown = [...cut.tables]
    .filter(
      (table) => isShown(table, only) && table.entity.toLowerCase().includes(query.trim().toLowerCase()),
    )
    .sort(
      (a, b) =>
        RANK[a.conflict] - RANK[b.conflict] ||
        b.uses.length - a.uses.length ||
        (a.entity < b.entity ? -1 : 1),
    );
  const written = cut.tables.filter(({ conflict }) => conflict === 'written').length;
  return (
    <div class="data">
      <p class="message">
        {written === 0
          ? 'No table has several writers.'
          : `${plural(written, 'table')} ${written === 1 ? 'has' : 'have'} several writers.`}{' '}
        <span class="muted">
          {count(conflicts - written)} more {conflicts - written === 1 ? 'is' : 'are'} read across a boundary,
          of {plural(cut.tables.length, 'table')} in all.
        </span>
      </p>
      <div class="tools">
        <label>
          Show{' '}
          <select value={only} onChange={({ currentTarget }) => setOnly(currentTarget.value as Only)}>
            <option value="conflicts">tables that several services touch</option>
            <option value="written">tables with several writers</option>
            <option value="all">all tables</option>
          </select>
        </label>
        <input
          type="search"
          class="filter"
          placeholder="Filter tables"
          aria-label="Filter tables"
          value={query}
          onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        />
        <span class="legend-line">
          <b class="use owner">W</b> owner <b class="use write">W</b> also writes <b class="use read">r</b>{' '}
          reads
        </span>
      </div>
      {shown.length === 0 ? (
        <p class="empty">{visible(query) || 'No table'} has no match here.</p>
      ) : (
        <OwnershipMatrix tables={shown} />
      )}
    </div>
  );
}

function isShown({ conflict }: TableView, only: Only): boolean {
  if (only === 'all') return true;
  return only === 'written' ? conflict === 'written' : conflict !== 'none';
}
