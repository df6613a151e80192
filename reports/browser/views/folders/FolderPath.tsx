import { visible } from '../../../model/visible.ts';
import type { FolderNode } from './lay-out-folders.ts';

const SHOWN = 40;

/** Where we are, the way back, and the folders below: the treemap for the keyboard. */
export function FolderPath({
  tree,
  open,
  onOpen,
}: {
  tree: FolderNode;
  open: string;
  onOpen: (path: string) => void;
}) {
  const parts = open === '' ? [] : open.split('/');
  return (
    <div class="tools">
      <nav aria-label="Folder" class="crumbs">
        <button type="button" onClick={() => onOpen('')}>
          all
        </button>
        {parts.map((part, number) => (
          <span key={number}>
            {' / '}
            <button type="button" onClick={() => onOpen(parts.slice(0, number + 1).join('/'))}>
              {visible(part)}
            </button>
          </span>
        ))}
      </nav>
      <Below tree={tree} onOpen={onOpen} />
    </div>
  );
}

function Below({ tree, onOpen }: { tree: FolderNode; onOpen: (path: string) => void }) {
  const below = tree.children.filter(({ isModule }) => !isModule);
  if (below.length === 0) return null;
  return (
    <select aria-label="Open a folder" value="" onChange={({ currentTarget }) => onOpen(currentTarget.value)}>
      <option value="">open a folder …</option>
      {below.slice(0, SHOWN).map(({ path, name }) => (
        <option key={path} value={path}>
          {visible(name)}
        </option>
      ))}
    </select>
  );
}
