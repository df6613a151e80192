import { useMemo, useState } from 'preact/hooks';
import { visible } from '../../../model/visible.ts';
import { count, plural } from '../../../model/words.ts';
import { useModel } from '../../app/model.ts';

const OPTIONS = 300;

/** Moves a module, or all below a folder, with a preview of what would change. */
export function MoveFolder() {
  const { cut, page, act } = useModel();
  const [what, setWhat] = useState('');
  const [to, setTo] = useState('');
  const folders = useMemo(() => foldersOf(page.source.modules.map(({ id }) => id)), [page]);
  const modules = useMemo(
    () =>
      matching(
        page.source.modules.map(({ id }) => id),
        what.trim(),
      ),
    [page, what],
  );
  const isReady = modules.length > 0 && to !== '';
  const name = to.trim();
  const isNew = name !== '' && !cut.services.some((each) => each.name === name);
  const move = (): void => {
    if (isNew) act({ do: 'operate', operation: { op: 'addService', service: name } });
    act({ do: 'operate', operation: { op: 'move', modules: [...modules], to: name } });
    setWhat('');
  };
  return (
    <section class="card" aria-label="Move modules">
      <h2>Move modules</h2>
      <label class="field">
        A module, or a folder for all below it
        <input
          type="text"
          list="what-to-move"
          placeholder="src/orders"
          value={what}
          onInput={({ currentTarget }) => setWhat(currentTarget.value)}
        />
      </label>
      <datalist id="what-to-move">
        {folders.slice(0, OPTIONS).map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
      <label class="field">
        To a service; a new name makes one
        <input
          type="text"
          list="where-to-move"
          placeholder="orders"
          value={to}
          onInput={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </label>
      <datalist id="where-to-move">
        {cut.services.map((service) => (
          <option key={service.name} value={service.name} />
        ))}
      </datalist>
      <p class="muted">
        {what.trim() === ''
          ? 'Nothing is chosen yet.'
          : `${plural(modules.length, 'module')} would move${isNew ? ` to a new service ${visible(name)}` : ''}.`}
      </p>
      <button type="button" class="primary" disabled={!isReady} onClick={move}>
        Move {modules.length > 0 ? count(modules.length) : ''}
      </button>
    </section>
  );
}

function matching(ids: readonly string[], what: string): readonly string[] {
  if (what === '') return [];
  const folder = `${what.replace(/\/(?:\*\*)?$/u, '')}/`;
  return ids.filter((id) => id === what || id.startsWith(folder));
}

function foldersOf(ids: readonly string[]): readonly string[] {
  const folders = new Map<string, number>();
  for (const id of ids)
    for (let cut = id.indexOf('/'); cut > 0; cut = id.indexOf('/', cut + 1)) {
      const folder = id.slice(0, cut);
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  return [...folders]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([folder]) => folder);
}
