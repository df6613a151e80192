import { printable } from '../../printable.ts';
import { clip, fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import { isPlace, PLACE_WORDS } from './place-words.ts';
import type { Row } from './row.ts';

/** Tables with who owns them and who else is at them; shared ones first, since they are what there is to decide. */
export function dataRows(session: Session, opened: ReadonlySet<string>): readonly Row[] {
  const tables = [...session.tables()].sort((a, b) => Number(b.isShared) - Number(a.isShared));
  return tables.flatMap(({ entity, owner, writers, readers, isShared }) => {
    const others = [
      ...writers.filter((name) => name !== owner).map((name) => `${said(name)} writes`),
      ...readers.filter((name) => name !== owner).map((name) => `${said(name)} reads`),
    ].join(', ');
    const row: Row = {
      key: `table:${entity}`,
      kind: 'folder',
      text: `${entity} ${owner ?? ''} ${others}`,
      cells: (width) => {
        const name = Math.min(24, Math.floor(width * 0.32));
        const own = Math.min(18, Math.floor(width * 0.24));
        return [
          { text: `${isShared ? '●' : '○'} `, ...(isShared ? { role: 'warn' as const } : {}) },
          { text: fit(printable(entity), name) },
          { text: ` ${fit(owner ?? 'nobody', own)}`, role: owner === undefined ? 'bad' : 'accent' },
          { text: ` ${clip(others, width - name - own - 4)}`, role: 'dim' },
        ];
      },
    };
    return opened.has(row.key) ? [row, ...accessRows(session, entity)] : [row];
  });
}

/** As the list of services calls it. */
function said(name: string): string {
  return isPlace(name) ? PLACE_WORDS[name] : name;
}

/** Who touches the table, file by file. */
function accessRows(session: Session, entity: string): Row[] {
  return session.analysis.accesses
    .filter((access) => access.entity === entity)
    .map(({ module, mode, line }, i) => ({
      key: `access:${entity}:${i}`,
      kind: 'detail',
      text: module,
      cells: (width) => [
        {
          text: clip(
            `    ${fit(mode, 5)} ${printable(module)}${line === undefined ? '' : `:${line}`} (${said(session.ownerOf(module))})`,
            width,
          ),
          role: 'dim',
        },
      ],
    }));
}
