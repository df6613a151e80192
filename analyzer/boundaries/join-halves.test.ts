import { expect, test } from 'vitest';
import { dependencyRows } from '../graph/dependency-rows.ts';
import { EdgeList } from '../graph/edge-list.ts';
import { indexModules } from '../graph/module-index.ts';
import { buildWeightedGraph } from '../graph/weighted-graph.ts';
import type { Dependency } from '../model/dependency.ts';
import { joinHalves } from './join-halves.ts';

type Tie = readonly [from: string, to: string];

/** Services of four modules each, every one tied to its neighbour within; the ties given are extra. */
function join(services: readonly (readonly string[])[], extra: readonly Tie[]) {
  const ids = services.flat();
  const index = indexModules(
    ids.map((id) => ({ id, lines: 1, folder: '', terms: [], exports: [], classes: [] })),
  );
  const within = services.flatMap((members) => members.slice(1).map((id, i): Tie => [members[i]!, id]));
  const edges = new EdgeList();
  const all = [...within, ...extra];
  for (const [from, to] of all) edges.push(index.numberOf(from)!, index.numberOf(to)!, 1);
  const dependencies = all.map(([from, to]): Dependency => ({ from, to, kind: 'value', names: [], uses: 1 }));
  const joined = joinHalves(
    Int32Array.from(index.ids, (id) => services.findIndex((members) => members.includes(id))),
    {
      index,
      rows: dependencyRows(dependencies, index),
      coupling: buildWeightedGraph(ids.length, edges),
      aside: new Uint8Array(ids.length),
    },
  );
  return new Set(joined).size;
}

const named = (subject: string) =>
  ['controller', 'service', 'entity', 'dto'].map((role) => `${subject}.${role}.ts`);
const seam = (a: string, b: string): readonly Tie[] => [
  [`${a}.service.ts`, `${b}.service.ts`],
  [`${a}.dto.ts`, `${b}.dto.ts`],
];
const others = ['orders', 'products', 'reviews', 'payments'].map(named);

test('a service that is named for a part of its neighbour is half of it', () => {
  const services = [named('customers'), named('customer-addresses'), ...others];

  expect(join(services, seam('customers', 'customer-addresses'))).toBe(5);
});

test('without such a name a tie alone joins nothing', () => {
  const services = [named('customers'), named('addresses'), ...others];

  expect(join(services, seam('customers', 'addresses'))).toBe(6);
});

test('two services whose modules need each other in a circle are halves of one', () => {
  const services = [named('admins'), named('roles'), ...others];
  const circle: readonly Tie[] = [
    ['admins.entity.ts', 'roles.entity.ts'],
    ['roles.entity.ts', 'admins.entity.ts'],
  ];

  expect(join(services, circle)).toBe(5);
});

test('nothing is joined to twice the size of an ordinary service', () => {
  const large = [...named('admins'), ...named('admin-logins'), ...named('admin-mails')];
  const services = [large, named('admin-roles'), ...others];

  expect(join(services, seam('admins', 'admin-roles'))).toBe(6);
});
