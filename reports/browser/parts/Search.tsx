import { useMemo, useState } from 'preact/hooks';
import { visible } from '../../model/visible.ts';
import { useModel } from '../app/model.ts';
import { Dialog } from './Dialog.tsx';
import { type Found, searchPage } from './search-index.ts';

/** One field for everything that has a name. */
export function Search({ onClose }: { onClose: () => void }) {
  const model = useModel();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => searchPage(model, query), [model.cut, query]);
  const choose = ({ selection, view }: Found): void => {
    model.act({ do: 'select', selection, ...(view === undefined ? {} : { view }) });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    }
    const chosen = found[at];
    if (event.key === 'Enter' && chosen) choose(chosen);
  };
  return (
    <Dialog label="Search" onClose={onClose}>
      <input
        class="search-field"
        type="text"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="search-results"
        aria-activedescendant={found.length > 0 ? `found-${at}` : undefined}
        aria-label="Search services, modules, tables and endpoints"
        placeholder="Search services, modules, tables, endpoints"
        autocomplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog that was opened to write in it
        autoFocus
        value={query}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="search-results" role="listbox" aria-label="Found" class="found">
        {found.map((each, number) => (
          <li
            key={`${each.kind} ${each.text} ${number}`}
            id={`found-${number}`}
            role="option"
            aria-selected={number === at}
            onClick={() => choose(each)}
          >
            <span class="kind">{each.kind}</span>
            <span class="breaks">{visible(each.text)}</span>
          </li>
        ))}
      </ul>
      {query.trim() !== '' && found.length === 0 ? <p class="empty">Nothing has that name.</p> : null}
    </Dialog>
  );
}
