import { expect, test } from 'vitest';
import { proposeServices } from './propose-services.ts';
import { scorePlacement } from './score-placement.ts';

const use = (from: string, to: string) => ({
  from,
  to,
  kind: 'value' as const,
  names: ['x'],
  uses: 2,
  line: 1,
});

test('scores a proposal as the analysis itself did', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const modules = names.map((id) => ({ id, lines: 10, terms: [], folder: '', exports: [], classes: [] }));
  const ring = ([w = '', x = '', y = '', z = '']: string[]) => [
    use(w, x),
    use(x, y),
    use(y, z),
    use(z, w),
    use(w, y),
  ];
  const dependencies = [...ring(names.slice(0, 4)), ...ring(names.slice(4)), use('a', 'e')];
  const evidence = {
    modules,
    dependencies,
    endpoints: [],
    entities: [],
    accesses: [],
    transactions: [],
    externals: [],
    useCases: [],
    history: { available: false as const, reason: 'none' },
  };
  const proposal = proposeServices(evidence, { seed: 1, folders: true, services: 2 });
  const recommended = proposal.decompositions.find(({ granularity }) => granularity === 'recommended');
  const placed = new Map(recommended?.placements.map(({ module, service }) => [module, service]));

  const scores = scorePlacement({ modules, dependencies }, (module) => placed.get(module));

  expect(recommended?.metrics).toMatchObject(scores);
  expect(scores['services']).toBe(2);
});
