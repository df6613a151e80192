import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Analysis, scorePlacement } from '../analyzer/index.ts';
import { indexModules } from '../analyzer/graph/module-index.ts';
import { contestedTables, cutTransactions, tableUses } from '../analyzer/score/data-scores.ts';
import { type Cut, dependencyPairs } from '../analyzer/score/scored-cut.ts';
import { serviceCycles } from '../analyzer/score/service-cycles.ts';
import { interfaceNumber } from '../analyzer/score/structural-scores.ts';
import { applyOperation, measurePlan, type Operation, planFromAnalysis, readPlan } from '../plan/index.ts';
import { evidenceOf } from '../test/evidence-of.ts';
import { commandOf, startFromDecomposition, WhatIf, type WhatIfStart } from './index.ts';

const names = ['a', 'b', 'c', 'd'];
const modules = Array.from({ length: 12 }, (_, i) => `m${String(i).padStart(2, '0')}.ts`);
const aModule = fc.constantFrom(...modules);
const aTable = fc.constantFrom('orders', 'users', 'stock');
const aService = fc.constantFrom(...names);
const place = fc.constantFrom<string>(...names, 'shared', 'root', 'monolith');

const world = fc.record({
  edges: fc.array(fc.tuple(aModule, aModule, fc.integer({ min: 1, max: 9 })), { maxLength: 40 }),
  accesses: fc.array(
    fc.record({ module: aModule, entity: aTable, mode: fc.constantFrom('read' as const, 'write' as const) }),
    { maxLength: 20 },
  ),
  transactions: fc.array(fc.uniqueArray(aTable, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
  places: fc.array(place, { minLength: modules.length, maxLength: modules.length }),
  owners: fc.dictionary(aTable, aService),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const move = fc.record({
  op: fc.constant('move' as const),
  modules: fc.uniqueArray(aModule, { minLength: 1, maxLength: 4 }),
  to: aService,
});
const share = fc.record({
  op: fc.constant('share' as const),
  modules: fc.uniqueArray(aModule, { minLength: 1, maxLength: 2 }),
  as: fc.constant('library' as const),
});
const own = fc.record({ op: fc.constant('own' as const), entity: aTable, service: aService });

function evidence({ edges, accesses, transactions }: World) {
  return evidenceOf(
    edges.filter(([from, to]) => from !== to),
    {
      alone: modules,
      accesses: accesses.map((access) => ({ ...access, certainty: 1 })),
      transactions: transactions.map((entities, i) => ({
        module: modules[i]!,
        line: 1,
        scope: `t${i}`,
        entities,
      })),
    },
  );
}

function startOf({ places, owners }: World, planned: boolean): WhatIfStart {
  const placeOf = (module: string): ReturnType<WhatIfStart['placeOf']> => {
    const written = places[modules.indexOf(module)]!;
    return written === 'shared' || written === 'root' || written === 'monolith'
      ? written
      : { service: written };
  };
  return { services: names, placeOf, ...(planned ? { owners: new Map(Object.entries(owners)) } : {}) };
}

/** The plan that puts everything where the cut has it, for the full recomputation. */
function planOf(whatIf: WhatIf, ownedBy: (entity: string) => string | undefined) {
  const at = (wanted: string) => modules.filter((id) => whatIf.placeOf(id) === wanted);
  const services = whatIf.services().map((name) => [
    name,
    {
      modules: whatIf.modulesOf(name),
      data: { owns: ['orders', 'users', 'stock'].filter((entity) => ownedBy(entity) === name) },
    },
  ]);
  const shared = Object.fromEntries(at('shared').map((id) => [id, 'library']));
  return readPlan(
    JSON.stringify({ version: 1, services: Object.fromEntries(services), shared, roots: at('root') }),
  );
}

function serviceOf(whatIf: WhatIf) {
  return (module: string): string | undefined => {
    const at = whatIf.placeOf(module);
    return typeof at === 'string' ? undefined : at.service;
  };
}

test('law: after any moves the numbers are those of a full recomputation', () => {
  const change = fc.oneof({ weight: 4, arbitrary: move }, share, own);
  fc.assert(
    fc.property(world, fc.array(change, { maxLength: 8 }), (made, changes) => {
      const facts = evidence(made);
      const whatIf = new WhatIf(facts, startOf(made, true));
      const owners = new Map(Object.entries(made.owners));
      for (const each of changes) {
        whatIf.apply(each);
        if (each.op === 'own') owners.set(each.entity, each.service);
        const { measures, scores } = whatIf.metrics();
        expect(measures).toEqual(
          measurePlan(
            facts,
            planOf(whatIf, (entity) => owners.get(entity)),
          ),
        );
        expect(scores).toMatchObject(scorePlacement(facts, serviceOf(whatIf)));
      }
    }),
    { numRuns: 150 },
  );
});

test('law: without a plan, tables belong to whom the analysis gives them', () => {
  fc.assert(
    fc.property(world, fc.array(move, { maxLength: 8 }), (made, changes) => {
      const facts = evidence(made);
      const whatIf = new WhatIf(facts, startOf(made, false));
      for (const each of changes) whatIf.apply(each);

      const index = indexModules(facts.modules);
      const placed = Int32Array.from(index.ids, (id) => names.indexOf(serviceOf(whatIf)(id) ?? ''));
      const cut: Cut = { serviceOf: placed, count: names.length };
      const uses = tableUses({ index, evidence: facts }, cut);
      const pairs = dependencyPairs(facts.dependencies, index);
      const { measures, scores } = whatIf.metrics();
      expect(scores['contestedTables']).toBe(contestedTables(uses));
      expect(measures.cutTransactions).toBe(cutTransactions(facts.transactions, uses).length);
      expect(measures.cycles).toBe(serviceCycles(pairs, cut).length);
      expect(scores['crossingPairs']).toBe(Math.round(interfaceNumber(pairs, cut) * cut.count));
    }),
    { numRuns: 150 },
  );
});

test('law: what is taken back leaves nothing behind, and a preview changes nothing', () => {
  const change = fc.oneof<fc.Arbitrary<Operation>[]>(
    move,
    share,
    own,
    fc.record({
      op: fc.constant('merge' as const),
      services: fc.constant<string[]>(['a', 'b']),
      into: fc.constantFrom('b', 'x'),
    }),
    fc.record({ op: fc.constant('rename' as const), service: fc.constant('c'), to: fc.constant('y') }),
    fc.record({
      op: fc.constant('split' as const),
      service: fc.constant('d'),
      into: fc.constant('z'),
      modules: fc.constant<string[]>(['m0*.ts']),
    }),
    fc.record({ op: fc.constant('addService' as const), service: fc.constant('w') }),
  );
  fc.assert(
    fc.property(world, change, move, fc.boolean(), (made, first, second, planned) => {
      const whatIf = new WhatIf(evidence(made), startOf(made, planned));
      const before = whatIf.metrics();
      const takeBack = whatIf.apply(first);
      const between = whatIf.metrics();
      const to = whatIf.services()[0]!;
      expect(whatIf.preview({ ...second, to }).before).toEqual(between);
      expect(whatIf.metrics()).toEqual(between);
      takeBack();
      expect(whatIf.metrics()).toEqual(before);
      expect(whatIf.services()).toEqual(names);
    }),
    { numRuns: 200 },
  );
});

const bookshop = JSON.parse(readFileSync('fixtures/bookshop/expected.json', 'utf8')) as Analysis;

test('on the bookshop every operation counts as the plan after it does', () => {
  const decomposition = bookshop.decompositions.find(({ granularity }) => granularity === 'recommended')!;
  const text = planFromAnalysis(bookshop);
  const plan = readPlan(text);
  const owners = new Map(
    Object.entries(plan.services).flatMap(([name, { data }]) =>
      (data?.owns ?? []).map((each) => [each, name] as const),
    ),
  );
  const start = { ...startFromDecomposition({ ...bookshop, decomposition }), owners };
  const whatIf = new WhatIf(bookshop, start);
  expect(whatIf.metrics().measures).toEqual(measurePlan(bookshop, plan));
  const [one, two, three] = Object.keys(plan.services);
  const operations: Operation[] = [
    { op: 'move', modules: [decomposition.services[0]!.modules[0]!], to: two! },
    { op: 'rename', service: one!, to: 'first' },
    { op: 'merge', services: ['first', two!], into: 'second' },
    { op: 'addService', service: 'empty' },
    { op: 'move', modules: [decomposition.services[2]!.modules[1]!], to: 'empty' },
    { op: 'own', entity: [...owners.keys()][0]!, service: three! },
    { op: 'stage', route: plan.routes[0]!.id, stage: 'monolith' },
  ];
  let current = text;
  for (const operation of operations) {
    current = applyOperation(current, operation).text;
    const preview = whatIf.preview(operation);
    whatIf.apply(operation);
    expect(preview.after.measures).toEqual(measurePlan(bookshop, readPlan(current)));
    expect(whatIf.metrics()).toEqual(preview.after);
  }
});

test('the proposal counts as the analysis scored it', () => {
  for (const decomposition of bookshop.decompositions) {
    const whatIf = new WhatIf(bookshop, startFromDecomposition({ ...bookshop, decomposition }));
    const { measures, scores } = whatIf.metrics();
    if (decomposition.granularity !== 'recommended') continue; // Shared kernel and roots are those of the recommended one.
    expect(decomposition.metrics).toMatchObject(scores);
    expect(decomposition.metrics['cutTransactions']).toBe(measures.cutTransactions);
  }
});

test('a preview says in words what changes, and names what is cut', () => {
  const facts = evidenceOf(
    [
      ['cart.ts', 'price.ts', 9],
      ['cart.ts', 'order.ts', 2],
    ],
    {
      accesses: [
        { module: 'cart.ts', entity: 'carts', mode: 'write', certainty: 1 },
        { module: 'order.ts', entity: 'orders', mode: 'write', certainty: 1 },
      ],
      transactions: [{ module: 'cart.ts', line: 1, scope: 'checkout', entities: ['carts', 'orders'] }],
    },
  );
  const whatIf = new WhatIf(facts, {
    services: ['carts', 'orders'],
    placeOf: (id) => ({ service: id === 'order.ts' ? 'orders' : 'carts' }),
  });

  expect(whatIf.preview({ op: 'move', modules: ['order.ts'], to: 'carts' }).text).toBe(
    'crossing pairs 1 → 0, cross-service calls 2 → 0, cut transactions 1 → 0: −checkout',
  );
  expect(whatIf.preview({ op: 'merge', services: ['carts', 'orders'], into: 'shop' }).text).toBe(
    'services 2 → 1, crossing pairs 1 → 0, cross-service calls 2 → 0, cut transactions 1 → 0: −checkout',
  );
});

test('the best next move is the one that a person would make', () => {
  const facts = evidenceOf([
    ['a1.ts', 'a2.ts', 5],
    ['a1.ts', 'lost.ts', 5],
    ['a2.ts', 'lost.ts', 5],
    ['b1.ts', 'b2.ts', 5],
    ['b1.ts', 'lost.ts', 1],
  ]);
  const whatIf = new WhatIf(facts, {
    services: ['a', 'b'],
    placeOf: (id) => ({ service: id.startsWith('a') ? 'a' : 'b' }),
  });

  expect(whatIf.bestMoves()[0]).toMatchObject({ module: 'lost.ts', to: 'a', from: { service: 'b' } });
  expect(whatIf.bestMoves({ isMovable: (id) => id !== 'lost.ts' }).map(({ module }) => module)).not.toContain(
    'lost.ts',
  );
});

test('law: a suggested move makes the cut cheaper by what it says', () => {
  fc.assert(
    fc.property(world, (made) => {
      const whatIf = new WhatIf(evidence(made), startOf(made, false));
      const before = whatIf.metrics();
      for (const { gain, operation } of whatIf.bestMoves()) {
        expect(gain).toBeGreaterThan(0);
        expect(whatIf.preview(operation).moved).toBe(1);
      }
      expect(whatIf.metrics()).toEqual(before);
    }),
  );
});

test('an operation and its command line say the same', () => {
  expect(commandOf({ op: 'move', modules: ["it's.ts", 'b.ts'], to: 'x', why: 'one form' })).toBe(
    "banyan plan move 'it'\\''s.ts' b.ts --to x --why 'one form'",
  );
  expect(commandOf({ op: 'stage', route: 'a.b', stage: 'canary', percent: 5 })).toBe(
    'banyan plan stage a.b canary --percent 5',
  );
});

test('the lines of services, seams and tables add up to the measures', () => {
  const decomposition = bookshop.decompositions.find(({ granularity }) => granularity === 'recommended')!;
  const whatIf = new WhatIf(bookshop, startFromDecomposition({ ...bookshop, decomposition }));
  const { measures } = whatIf.metrics();

  expect(whatIf.serviceLines().reduce((sum, { modules: size }) => sum + size, 0)).toBe(measures.modules);
  expect(whatIf.seamLines().reduce((sum, { calls }) => sum + calls, 0)).toBe(measures.calls);
  expect(whatIf.seamLines().reduce((sum, { pairs }) => sum + pairs, 0)).toBe(measures.crossings);
  expect(whatIf.tableLines().filter(({ isShared }) => isShared)).toHaveLength(measures.sharedTables);
  expect(whatIf.circles()).toHaveLength(measures.cycles);
  expect(whatIf.cutTransactions()).toHaveLength(measures.cutTransactions);
});
