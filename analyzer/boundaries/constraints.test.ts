import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceOf, plantedEdges } from '../../test/evidence-of.ts';
import { proposeServices } from '../propose-services.ts';
import type { Constraints } from './constraints.ts';

const evidence = evidenceOf(plantedEdges({ parts: 4, size: 10, seed: 1, crossing: 0.2 }));
const ids = evidence.modules.map(({ id }) => id);

test('keeps together what must stay together', () => {
  const services = serviceOf({ keepTogether: [['p0/m0x1', 'p1/m1x1', 'p3/m3x9']] });

  expect(new Set([services.get('p0/m0x1'), services.get('p1/m1x1'), services.get('p3/m3x9')]).size).toBe(1);
});

test('keeps apart what must not share a service', () => {
  const services = serviceOf({ keepApart: [['p0/m0x1', 'p0/m0x2', 'p0/m0x3']] });

  expect(new Set([services.get('p0/m0x1'), services.get('p0/m0x2'), services.get('p0/m0x3')]).size).toBe(3);
});

test('puts a pinned module into the service of that name', () => {
  const services = serviceOf({ pins: { 'p0/m0x1': 'orders', 'p2/m2x1': 'users', 'p1/m1x4': 'orders' } });

  expect(services.get('p0/m0x1')).toBe('orders');
  expect(services.get('p1/m1x4')).toBe('orders');
  expect(services.get('p2/m2x1')).toBe('users');
});

test('lets no service grow beyond the limit', () => {
  const { decompositions } = propose({ maxSize: 7 });

  for (const { services } of decompositions)
    for (const { modules } of services) expect(modules.length).toBeLessThanOrEqual(7);
});

test('honours every satisfiable set of decisions, in every cut', () => {
  const some = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(some, some, fc.constantFrom('orders', 'users'), (together, apart, service) => {
      fc.pre(apart.filter((id) => together.includes(id)).length < 2);
      const pins = { [together[0]!]: service };
      for (const { services } of propose({ keepTogether: [together], keepApart: [apart], pins })
        .decompositions) {
        const of = new Map(services.flatMap(({ name, modules }) => modules.map((id) => [id, name])));
        expect(of.get(together[0]!)).toBe(service);
        expect(new Set(together.map((id) => of.get(id))).size).toBe(1);
        const placed = apart.map((id) => of.get(id)).filter((name) => name !== undefined);
        expect(new Set(placed).size).toBe(placed.length);
      }
    }),
    { numRuns: 40 },
  );
});

test.each<[string, Constraints, string]>([
  [
    'a pair that must be together and apart',
    { keepTogether: [['p0/m0x1', 'p0/m0x2']], keepApart: [['p0/m0x2', 'p0/m0x1']] },
    'keepApart parts "p0/m0x2" from "p0/m0x1"',
  ],
  [
    'two pins for modules that stay together',
    { keepTogether: [['p0/m0x1', 'p0/m0x2']], pins: { 'p0/m0x1': 'a', 'p0/m0x2': 'b' } },
    '"p0/m0x2" is pinned to "b"',
  ],
  ['more together than fit', { keepTogether: [ids.slice(0, 5)], maxSize: 4 }, '5 modules must stay together'],
  ['a module that is not there', { pins: { 'gone.ts': 'a' } }, '"gone.ts"'],
])('names the decisions that contradict each other: %s', (_, constraints, message) => {
  expect(() => propose(constraints)).toThrow(message);
});

test('says when the number of services cannot be reached', () => {
  const constraints = { keepApart: [['p0/m0x1', 'p0/m0x2', 'p0/m0x3']] };

  expect(() => proposeServices(evidence, { seed: 1, folders: false, services: 2, constraints })).toThrow(
    '2 services were asked for',
  );
});

function propose(constraints: Constraints) {
  return proposeServices(evidence, { seed: 1, folders: false, constraints });
}

function serviceOf(constraints: Constraints): ReadonlyMap<string, string> {
  const services = propose(constraints).decompositions.find(
    (cut) => cut.granularity === 'recommended',
  )!.services;
  return new Map(services.flatMap(({ name, modules }) => modules.map((id) => [id, name])));
}
