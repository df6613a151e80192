import { useModel } from '../app/model.ts';
import { visible } from '../../model/visible.ts';

/** A module that can be chosen: its file stands out, its folder is quiet. */
export function ModuleName({ id }: { id: string }) {
  const { act } = useModel();
  const cut = id.lastIndexOf('/') + 1;
  return (
    <button
      type="button"
      class="module"
      title={visible(id)}
      onClick={() => act({ do: 'select', selection: { kind: 'module', id } })}
    >
      <span class="folder">{visible(id.slice(0, cut))}</span>
      <span class="file">{visible(id.slice(cut))}</span>
    </button>
  );
}
