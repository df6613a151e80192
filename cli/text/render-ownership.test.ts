import { expect, test } from 'vitest';
import type { Access } from '../../analyzer/model/evidence.ts';
import type { Analysis } from '../../analyzer/index.ts';
import type { Decomposition, Service } from '../../analyzer/model/decomposition.ts';
import { renderOwnership } from './render-ownership.ts';
import type { View } from './view.ts';

const plain = (text: string): string => text;
const view = { columns: 60, palette: { bold: plain, accent: plain, dim: plain } } as unknown as View;

test('tables that several services write come first, then those that others read', () => {
  const accesses = (
    [
      ['cart', 'write', 'carts'],
      ['order', 'write', 'orders'],
      ['cart', 'write', 'orders'],
      ['user', 'read', 'orders'],
      ['order', 'read', 'orders'],
      ['user', 'write', 'users'],
      ['order', 'read', 'users'],
    ] as const
  ).map(([module, mode, entity]): Access => ({ module, mode, entity, certainty: 1 }));
  const services = ['cart', 'order', 'user'].map((name) => ({ name, modules: [name] }) as unknown as Service);

  const lines = renderOwnership(
    { accesses } as unknown as Analysis,
    { services } as unknown as Decomposition,
    view,
  );

  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "Ownership of data (3)
      1 table used by one service, 1 read by others, 1 written by several
      orders                  owned by order; also written by
                              cart; read by user
      users                   owned by user; read by order
    "
  `);
});
