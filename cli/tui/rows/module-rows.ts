import type { Placement } from '../../../analyzer/model/decomposition.ts';
import { printable } from '../../printable.ts';
import { fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import { moduleTree, type TreeLine } from './module-tree.ts';
import type { Cell, Row } from './row.ts';
import { count as counted } from '../../../words/count.ts';

/** Folders have keys of their own, so that a module and a folder of one name are two. */
export const FOLDER = 'folder:';

/** The modules of a group as a tree. */
export function moduleRows(session: Session, group: string, shut: ReadonlySet<string>): readonly Row[] {
  return moduleTree(session.modulesOf(group), shut).map((line) =>
    line.count > 0
      ? folderRow(line, shut.has(line.path))
      : moduleRow(line, session.placements.get(line.path)),
  );
}

/** Every module of the code, flat, for a search through all of it. */
export function flatModuleRows(session: Session, modules: readonly string[]): readonly Row[] {
  return modules.map((path) =>
    moduleRow({ path, name: path, depth: 0, count: 0 }, session.placements.get(path)),
  );
}

function folderRow({ path, name, depth, count }: TreeLine, isShut: boolean): Row {
  return {
    key: FOLDER + path,
    kind: 'folder',
    text: path,
    cells: (width) => {
      const number = ` ${counted(count)}`;
      const text = `${'  '.repeat(depth)}${isShut ? '▸' : '▾'} ${printable(name)}`;
      return [
        { text: fit(text, width - number.length), role: 'accent' },
        { text: number, role: 'dim' },
      ];
    },
  };
}

function moduleRow({ path, name, depth }: TreeLine, placement: Placement | undefined): Row {
  return {
    key: path,
    kind: 'item',
    text: path,
    cells: (width): Cell[] => {
      const text = `${'  '.repeat(depth)}${depth > 0 ? '  ' : ''}${printable(name)}`;
      const doubt = doubtOf(placement, width);
      return [{ text: fit(text, width - doubt.length) }, { text: doubt, role: 'warn' }];
    },
  };
}

/** Where it could as well be, for modules whose place is contested. */
function doubtOf(placement: Placement | undefined, width: number): string {
  if (placement?.band !== 'contested') return '';
  const other = placement.runnerUp === undefined || width < 40 ? '' : `${placement.runnerUp} `;
  return ` ?${other === '' ? '' : ` ${other}`}`;
}
