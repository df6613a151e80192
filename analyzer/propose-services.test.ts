import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceOf, plantedEdges, shuffled } from '../test/evidence-of.ts';
import { seededRandom } from './graph/seeded-random.ts';
import { proposeServices, type Proposal } from './propose-services.ts';

const options = { seed: 1, folders: false };

test('finds the parts that were planted', () => {
  const evidence = evidenceOf(plantedEdges({ parts: 6, size: 10, seed: 3, crossing: 0.1 }));

  const { decompositions, verdict } = proposeServices(evidence, options);

  const services = recommended({ decompositions }).map(({ modules }) => new Set(modules.map(partOf)));
  expect(services.map((parts) => [...parts])).toEqual(services.map(() => [expect.any(String)]));
  expect(services).toHaveLength(6);
  expect(verdict.advice).toBe('split');
});

test('gives one answer to 20 shuffled runs', () => {
  const evidence = evidenceOf(plantedEdges({ parts: 6, size: 12, seed: 5, crossing: 0.4 }));
  const answers = Array.from({ length: 20 }, (_, seed) =>
    JSON.stringify(
      proposeServices(
        {
          ...evidence,
          modules: shuffled(evidence.modules, seed),
          dependencies: shuffled(evidence.dependencies, seed + 100),
        },
        options,
      ),
    ),
  );

  expect(new Set(answers).size).toBe(1);
});

test('puts every module in exactly one place, in every cut', () => {
  const id = fc.constantFrom(...Array.from({ length: 30 }, (_, i) => `src/f${i % 5}/m${i}.ts`));
  const edge = fc.tuple(id, id, fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(edge, { minLength: 1, maxLength: 120 }), fc.boolean(), (edges, folders) => {
      const evidence = evidenceOf(edges);
      const proposal = proposeServices(evidence, { seed: 1, folders });
      for (const { services } of proposal.decompositions)
        expect(placesOf(proposal, services)).toEqual(evidence.modules.map((module) => module.id));
    }),
    { numRuns: 60 },
  );
});

test('two unrelated applications side by side come out as the two', () => {
  const shop = plantedEdges({ parts: 1, size: 16, seed: 1, crossing: 0 });
  const clinic = elsewhere(plantedEdges({ parts: 1, size: 16, seed: 2, crossing: 0 }));

  const { decompositions } = proposeServices(evidenceOf([...shop, ...clinic]), { ...options, services: 2 });

  for (const { modules } of recommended({ decompositions })) expect(applicationsOf(modules)).toHaveLength(1);
});

test('where nobody says that they are two, no service is of both, in any cut', () => {
  const shop = plantedEdges({ parts: 4, size: 12, seed: 1, crossing: 0.3 });
  const clinic = elsewhere(plantedEdges({ parts: 3, size: 14, seed: 2, crossing: 0.3 }));

  const { decompositions } = proposeServices(evidenceOf([...shop, ...clinic]), options);

  expect(recommended({ decompositions })).toHaveLength(7);
  for (const { services } of decompositions)
    for (const { modules } of services) expect(applicationsOf(modules)).toHaveLength(1);
});

function elsewhere(edges: ReturnType<typeof plantedEdges>) {
  return edges.map(([from, to, uses = 1]) => [`clinic/${from}`, `clinic/${to}`, uses] as const);
}

function applicationsOf(modules: readonly string[]) {
  return [...new Set(modules.map((module) => module.startsWith('clinic/')))];
}

test('leaves a random graph as it is', () => {
  const random = seededRandom(7);
  const edges = Array.from(
    { length: 600 },
    () => [`m${100 + Math.floor(random() * 100)}`, `m${100 + Math.floor(random() * 100)}`] as const,
  );

  expect(proposeServices(evidenceOf(edges), options).verdict.advice).toBe('leave-it');
});

test('use cases whose modules belong together are parted, use cases at random are left', () => {
  const random = seededRandom(11);
  const alone = Array.from({ length: 40 }, (_, i) => `m${100 + i}`);
  const planted = sixtyUseCases((i) => (i % 4) * 10 + Math.floor(random() * 10));
  const mixed = sixtyUseCases(() => Math.floor(random() * 40));

  const adviceOn = (cases: typeof planted) =>
    proposeServices(evidenceOf([], { alone, useCases: cases }), options).verdict.advice;
  expect(adviceOn(planted)).toBe('split');
  expect(adviceOn(mixed)).toBe('leave-it');
});

test.each([1, 2, 7])('%i modules without any dependency are one service', (count) => {
  const alone = Array.from({ length: count }, (_, i) => `m${i}`);

  const proposal = proposeServices(evidenceOf([], { alone }), options);

  expect(proposal.verdict.advice).toBe('leave-it');
  expect(placesOf(proposal, recommended(proposal))).toEqual(alone);
});

test.each([1, 2, 4, 9])('proposes exactly %i services where that is asked for', (services) => {
  const evidence = evidenceOf(plantedEdges({ parts: 5, size: 8, seed: 1, crossing: 0.2 }));

  expect(recommended(proposeServices(evidence, { ...options, services }))).toHaveLength(services);
});

test('says that there are too few modules for so many services', () => {
  expect(() => proposeServices(evidenceOf([['a', 'b']]), { ...options, services: 3 })).toThrow(
    '3 services were asked for, but there are only 2 modules',
  );
});

test('a lost twentieth of the edges moves few modules', () => {
  const edges = plantedEdges({ parts: 6, size: 15, seed: 2, crossing: 0.3 });
  const base = proposeServices(evidenceOf(edges), options);
  const moved = Array.from({ length: 9 }, (_, seed) => {
    const random = seededRandom(seed + 50);
    const kept = edges.filter(() => random() >= 0.05);
    const alone = edges.flat().filter((end) => typeof end === 'string');
    return distance(base, proposeServices(evidenceOf(kept, { alone }), options));
  }).sort((a, b) => a - b);

  expect(moved[4]).toBeLessThanOrEqual(0.1);
});

function sixtyUseCases(moduleOf: (i: number) => number) {
  return Array.from({ length: 60 }, (_, i) => ({
    id: `u${i}`,
    modules: [...new Set(Array.from({ length: 5 }, () => `m${100 + moduleOf(i)}`))],
  }));
}

function recommended({ decompositions }: Pick<Proposal, 'decompositions'>) {
  return decompositions.find(({ granularity }) => granularity === 'recommended')!.services;
}

function placesOf(
  { shared, roots }: Proposal,
  services: readonly { readonly modules: readonly string[] }[],
): string[] {
  return [
    ...services.flatMap(({ modules }) => modules),
    ...shared.map(({ module }) => module),
    ...roots.map(({ module }) => module),
  ].sort();
}

const partOf = (module: string) => module.slice(0, module.indexOf('/'));

/** Normalised variation of information between two proposals. */
function distance(a: Proposal, b: Proposal): number {
  const [left, right] = [serviceByModule(a), serviceByModule(b)];
  const ids = [...left.keys()].filter((module) => right.has(module));
  const entropy = (labels: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const one of labels) counts.set(one, (counts.get(one) ?? 0) + 1);
    return -[...counts.values()].reduce((sum, n) => sum + (n / ids.length) * Math.log(n / ids.length), 0);
  };
  const joint = entropy(ids.map((id) => `${left.get(id)} ${right.get(id)}`));
  const apart = entropy(ids.map((id) => left.get(id)!)) + entropy(ids.map((id) => right.get(id)!));
  return (2 * joint - apart) / Math.log(ids.length);
}

function serviceByModule(proposal: Proposal): ReadonlyMap<string, string> {
  return new Map(recommended(proposal).flatMap(({ name, modules }) => modules.map((id) => [id, name])));
}
