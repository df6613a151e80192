import { hierarchy, type HierarchyRectangularNode, treemap } from 'd3-hierarchy';
import type { Module } from '../../../../analyzer/model/module.ts';
import type { Size } from '../../draw/camera.ts';

export interface FolderNode {
  /** Path from the root. */
  readonly path: string;
  readonly name: string;
  readonly lines: number;
  readonly children: FolderNode[];
  readonly isModule: boolean;
}

export type FolderBox = HierarchyRectangularNode<FolderNode>;

/** Modules as a tree of folders; a folder with one folder alone in it is one with it. */
export function folderTree(modules: readonly Pick<Module, 'id' | 'lines'>[]): FolderNode {
  const root: FolderNode = { path: '', name: '', lines: 0, children: [], isModule: false };
  const folders = new Map<string, FolderNode>([['', root]]);
  const folderAt = (path: string): FolderNode => {
    const known = folders.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const folder: FolderNode = { path, name: path.slice(cut + 1), lines: 0, children: [], isModule: false };
    folderAt(path.slice(0, Math.max(0, cut))).children.push(folder);
    folders.set(path, folder);
    return folder;
  };
  for (const { id, lines } of modules) {
    const cut = id.lastIndexOf('/');
    folderAt(id.slice(0, Math.max(0, cut))).children.push({
      path: id,
      name: id.slice(cut + 1),
      lines: Math.max(1, lines),
      children: [],
      isModule: true,
    });
  }
  return joined(root);
}

function joined(node: FolderNode): FolderNode {
  const [only, ...others] = node.children;
  if (only && others.length === 0 && !only.isModule)
    return joined({ ...only, name: node.name === '' ? only.name : `${node.name}/${only.name}` });
  return { ...node, children: node.children.map(joined) };
}

export const HEADER = 17;

/** Rectangles by lines of code, from the folder that is looked at. */
export function layOutFolders(tree: FolderNode, { width, height }: Size): FolderBox {
  const root = hierarchy(tree, ({ children }) => children)
    .sum(({ isModule, lines }) => (isModule ? lines : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.data.path < b.data.path ? -1 : 1));
  return treemap<FolderNode>()
    .size([width, height])
    .paddingOuter(2)
    .paddingInner(1)
    .paddingTop(({ depth }) => (depth <= DEEPEST_HEADER ? HEADER : 2))
    .round(true)(root);
}

export const DEEPEST_HEADER = 3;

/** The innermost box at a point. */
export function boxAt(box: FolderBox, x: number, y: number): FolderBox | undefined {
  if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) return undefined;
  for (const child of box.children ?? []) {
    const found = boxAt(child, x, y);
    if (found) return found;
  }
  return box;
}
