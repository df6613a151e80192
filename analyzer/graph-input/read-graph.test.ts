import { expect, test } from 'vitest';
import { analyzeGraph } from '../analyze-graph.ts';
import { largestGraph, readGraph, refuseLargeGraph } from './read-graph.ts';

const graph = (rest: object) => JSON.stringify({ formatVersion: 1, ...rest });
const modules = [{ id: 'a' }, { id: 'b' }];

test('fills in what may be left out', () => {
  const { name, evidence } = readGraph(graph({ modules, dependencies: [{ from: 'a', to: 'b' }] }));

  expect(name).toBe('graph');
  expect(evidence.dependencies).toEqual([{ from: 'a', to: 'b', kind: 'value', names: [], uses: 1 }]);
  expect(evidence.history.available).toBe(false);
});

test('drops self-loops and adds up repeated edges', () => {
  const dependencies = [
    { from: 'a', to: 'a', weight: 9 },
    { from: 'a', to: 'b', weight: 2 },
    { from: 'a', to: 'b', weight: 3 },
  ];

  expect(readGraph(graph({ modules, dependencies })).evidence.dependencies).toMatchObject([{ uses: 5 }]);
});

test.each<[string, string, string, string]>([
  ['no modules', graph({ modules: [] }), 'NO_MODULES', 'no modules'],
  ['text that is not JSON', '{"modules": [NaN]}', 'GRAPH_NOT_JSON', 'not JSON'],
  ['a list', '[]', 'GRAPH_INVALID', 'the document'],
  ['another version', '{"formatVersion":2,"modules":[]}', 'GRAPH_INVALID', 'formatVersion'],
  ['an id that is there twice', graph({ modules: [...modules, { id: 'a' }] }), 'GRAPH_INVALID', 'modules[2]'],
  ['an empty id', graph({ modules: [{ id: '' }] }), 'GRAPH_INVALID', 'modules[0].id'],
  [
    'a negative weight',
    graph({ modules, dependencies: [{ from: 'a', to: 'b', weight: -1 }] }),
    'GRAPH_INVALID',
    'dependencies[0].weight',
  ],
  [
    'a weight that was not a number',
    graph({ modules, dependencies: [{ from: 'a', to: 'b', weight: Number.NaN }] }),
    'GRAPH_INVALID',
    'dependencies[0].weight',
  ],
  [
    'an edge to an unknown module',
    graph({
      modules,
      dependencies: [
        { from: 'a', to: 'b' },
        { from: 'a', to: 'gone' },
      ],
    }),
    'GRAPH_INVALID',
    'dependencies[1].to: "gone"',
  ],
  [
    'an unknown module in a commit',
    graph({ modules, commits: [['a'], ['x']] }),
    'GRAPH_INVALID',
    'commits[1]',
  ],
  [
    'an unknown module in a use case',
    graph({ modules, useCases: [{ id: 'u', modules: ['x'] }] }),
    'GRAPH_INVALID',
    'useCases[0]',
  ],
])('refuses %s', (_, text, code, message) => {
  expect(() => readGraph(text)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
  );
});

test('refuses a graph that is too large before it is read', () => {
  expect(() => refuseLargeGraph(largestGraph + 1)).toThrow('at most 256 MB');
  expect(() => refuseLargeGraph(largestGraph)).not.toThrow();
});

test('ids that name properties of every object are ids like others', () => {
  const text = graph({
    modules: [{ id: '__proto__' }, { id: 'constructor' }],
    dependencies: [{ from: '__proto__', to: 'constructor' }],
  });

  const { modules: found } = analyzeGraph(text, { seed: 1, folders: true });

  expect(found.map(({ id }) => id)).toEqual(['__proto__', 'constructor']);
});
