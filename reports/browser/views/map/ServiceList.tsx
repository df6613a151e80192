import { useState } from 'preact/hooks';
import { useModel } from '../../app/model.ts';
import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { Filter } from '../../parts/Filter.tsx';
import { Dot } from '../../parts/ServiceName.tsx';

/** The map as a list: the way of keyboards and screen readers, and the quickest way to a name. */
export function ServiceList({ onOpen }: { onOpen: (name: string) => void }) {
  const { cut, state } = useModel();
  const [query, setQuery] = useState('');
  const selected = state.selection?.kind === 'service' ? state.selection.name : undefined;
  const found = cut.services
    .filter(({ name }) => name.includes(query.trim().toLowerCase()))
    .sort((a, b) => b.lines - a.lines || (a.name < b.name ? -1 : 1));
  return (
    <>
      <Filter label="Filter services" value={query} onChange={setQuery} />
      <ul class="service-list" aria-label="Services, largest first">
        {found.map(({ name, modules }) => (
          <li key={name}>
            <button type="button" aria-pressed={name === selected} onClick={() => onOpen(name)}>
              <Dot service={name} />
              <span class="grow ellipsis">{visible(name)}</span>
              <span class="muted number">{count(modules.length)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
