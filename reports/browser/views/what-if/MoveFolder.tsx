import { useId, useMemo, useState } from 'preact/hooks';
import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';
import { useModel } from '../../app/model.ts';

const OPTIONS = 300;

/** Moves a module, or all below a folder. */
export function MoveFolder() {
  const { cut, page, act } = useModel();
  const [what, setWhat] = useState('');
  const [to, setTo] = useState('');
  const ids = useMemo(() => page.source.modules.map(({ id }) => id), [page]);
  const folders = useMemo(() => foldersOf(ids).slice(0, OPTIONS), [ids]);
  const modules = useMemo(() => matching(ids, what.trim()), [ids, what]);
  const name = to.trim();
  const isNew = name !== '' && !cut.services.some((each) => each.name === name);
  const move = (): void => {
    const made = isNew ? [{ op: 'addService', service: name } as const] : [];
    act({ do: 'operate', operations: [...made, { op: 'move', modules: [...modules], to: name }] });
    setWhat('');
  };
  return (
    <section class="card" aria-label="Move modules">
      <h2>Move modules</h2>
      <Field
        label="A module, or a folder for all below it"
        value={what}
        onChange={setWhat}
        options={folders}
      />
      <Field
        label="To a service; a new name makes one"
        value={to}
        onChange={setTo}
        options={cut.services.map((service) => service.name)}
      />
      <p class="muted">{saidOf(what, modules.length, isNew ? name : undefined)}</p>
      <button type="button" class="primary" disabled={modules.length === 0 || name === ''} onClick={move}>
        Move {modules.length > 0 ? count(modules.length) : ''}
      </button>
    </section>
  );
}

function saidOf(what: string, modules: number, made: string | undefined): string {
  if (what.trim() === '') return 'Nothing is chosen yet.';
  const news = made === undefined ? '' : ` to a new service ${visible(made)}`;
  return `${plural(modules, 'module')} would move${news}.`;
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly string[];
}

function Field({ label, value, onChange, options }: FieldProps) {
  const id = useId();
  return (
    <label class="field">
      {label}
      <input
        type="text"
        list={id}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={id}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </label>
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
