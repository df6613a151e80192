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
    const chosen = found[at];
    if (event.key === 'Enter' && chosen) choose(chosen);
    if (step === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(found.length - 1, at + step)));
  };
  const write = (text: string): void => {
    setQuery(text);
    setAt(0);
  };
  return (
    <Dialog label="Search" onClose={onClose}>
      <Field query={query} write={write} onKeyDown={onKeyDown} active={found.length > 0 ? at : undefined} />
      <ul id="search-results" role="listbox" aria-label="Found" class="found">
        {found.map((each, number) => (
          <Result key={number} found={each} number={number} isActive={number === at} choose={choose} />
        ))}
      </ul>
      {query.trim() !== '' && found.length === 0 ? <p class="empty">Nothing has that name.</p> : null}
    </Dialog>
  );
}

interface FieldProps {
  readonly query: string;
  readonly write: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly active: number | undefined;
}

function Field({ query, write, onKeyDown, active }: FieldProps) {
  return (
    <input
      class="search-field"
      type="text"
      role="combobox"
      aria-expanded={active !== undefined}
      aria-controls="search-results"
      aria-activedescendant={active === undefined ? undefined : `found-${active}`}
      aria-label="Search services, modules, tables and endpoints"
      placeholder="Search services, modules, tables, endpoints"
      autocomplete="off"
      autoFocus
      value={query}
      onInput={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface ResultProps {
  readonly found: Found;
  readonly number: number;
  readonly isActive: boolean;
  readonly choose: (found: Found) => void;
}

function Result({ found, number, isActive, choose }: ResultProps) {
  return (
    <li id={`found-${number}`} role="option" aria-selected={isActive} onClick={() => choose(found)}>
      <span class="kind">{found.kind}</span>
      <span class="breaks">{visible(found.text)}</span>
    </li>
  );
}
