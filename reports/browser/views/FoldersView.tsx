import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { visible } from '../../model/visible.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { surfaceOf } from '../draw/surface.ts';
import { usePalette } from '../draw/use-palette.ts';
import { useSize } from '../draw/use-size.ts';
import { FolderPath } from './folders/FolderPath.tsx';
import { drawFolders } from './folders/draw-folders.ts';
import {
  boxAt,
  type FolderBox,
  type FolderNode,
  folderTree,
  layOutFolders,
} from './folders/lay-out-folders.ts';

export function FoldersView() {
  const { cut, page } = useModel();
  const tree = useMemo(() => folderTree(page.source.modules), [page]);
  const [open, setOpen] = useState('');
  const [active, setActive] = useState<FolderBox | undefined>(undefined);
  const shown = useMemo(() => find(tree, open) ?? tree, [tree, open]);
  const serviceOf = useMemo(
    () => new Map(cut.services.flatMap(({ name, modules }) => modules.map((id) => [id, name] as const))),
    [cut],
  );
  const openFolder = (path: string): void => {
    setOpen(path === shown.path ? parentOf(path) : path);
    setActive(undefined);
  };
  return (
    <div class="folders">
      <FolderPath tree={shown} open={shown.path} onOpen={setOpen} />
      <p class="folders-said" aria-live="polite">
        {active ? (
          <Said box={active} service={serviceOf.get(active.data.path)} />
        ) : (
          'Point at a module; choose a folder to look into it. Grey belongs to no service.'
        )}
      </p>
      <Picture
        shown={shown}
        serviceOf={serviceOf}
        active={active}
        setActive={setActive}
        onOpen={openFolder}
      />
    </div>
  );
}

interface PictureProps {
  readonly shown: FolderNode;
  readonly serviceOf: ReadonlyMap<string, string>;
  readonly active: FolderBox | undefined;
  readonly setActive: (box: FolderBox | undefined) => void;
  readonly onOpen: (path: string) => void;
}

function Picture({ shown, serviceOf, active, setActive, onOpen }: PictureProps) {
  const { state, act, colorOf } = useModel();
  const palette = usePalette();
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(holder);
  const layout = useMemo(() => (size ? layOutFolders(shown, size) : undefined), [shown, size]);
  const focus = state.selection?.kind === 'service' ? state.selection.name : undefined;
  useEffect(() => {
    if (canvas.current && size && layout)
      drawFolders(surfaceOf(canvas.current, size), layout, {
        palette,
        size,
        serviceOf,
        colorOf,
        focus,
        active,
      });
  }, [layout, palette, serviceOf, focus, active]);
  const at = ({ offsetX, offsetY }: MouseEvent) => layout && boxAt(layout, offsetX, offsetY);
  const choose = (box: FolderBox | undefined): void => {
    if (box?.data.isModule) act({ do: 'select', selection: { kind: 'module', id: box.data.path } });
    else if (box) onOpen(box.data.path);
  };
  return (
    <div class="folders-canvas" ref={holder}>
      <canvas
        ref={canvas}
        role="img"
        aria-label="Folders by lines of code, coloured by service; the list of folders above opens them by keyboard"
        onPointerMove={(event) => {
          const box = at(event);
          if (box !== active) setActive(box);
        }}
        onPointerLeave={() => setActive(undefined)}
        onClick={(event) => choose(at(event))}
      />
    </div>
  );
}

function Said({ box, service }: { box: FolderBox; service: string | undefined }) {
  const { data, value } = box;
  return (
    <>
      <b class="breaks">{visible(data.path || '/')}</b> · {plural(value ?? 0, 'line')}
      {data.isModule
        ? ` · ${service === undefined ? 'in no service' : visible(service)}`
        : ` · ${plural(box.leaves().length, 'module')}`}
    </>
  );
}

function find(node: FolderNode, path: string): FolderNode | undefined {
  if (node.path === path) return node;
  const next = node.children.find(
    (child) => !child.isModule && (path === child.path || path.startsWith(`${child.path}/`)),
  );
  return next && find(next, path);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
