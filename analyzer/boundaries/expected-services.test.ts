import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import type { Endpoint } from '../model/evidence.ts';
import { expectServices } from './expected-services.ts';

const subjects = ['post', 'comment', 'member', 'user'];
const verbs = ['upvote', 'edit', 'flag', 'pin', 'hide'];
const useCases = subjects.flatMap((subject) => verbs.map((verb) => `src/${verb}-${subject}.controller.ts`));
const routers = subjects.map((subject) => `src/http/${subject}.ts`);

test('counts the subjects of entry files', () => {
  expect(expected(useCases, []).count).toBeCloseTo(20);
});

test('where each entry file serves one endpoint, no more than places where endpoints are registered', () => {
  const endpoints = useCases.map((_, i) =>
    endpoint(routers[i % 4]!, `/${subjects[i % 4]}/:id/${verbs[i % 2]}`),
  );

  expect(expected([...useCases, ...routers], endpoints).count).toBeCloseTo(4);
});

test('a few places that register the routes of many subjects hide none of them', () => {
  const controllers = useCases.map((_, i) => `src/thing${'abcdefghijklmnopqrst'[i]}.controller.ts`);
  const endpoints = controllers.map((_, i) =>
    endpoint(routers[i % 4]!, `/thing${'abcdefghijklmnopqrst'[i]}`),
  );

  expect(expected([...controllers, ...routers], endpoints).count).toBeCloseTo(20);
});

test('where fewer endpoints than entry files are known, their places say nothing', () => {
  const endpoints = routers.map((module, i) => endpoint(module, `/${subjects[i]}`));

  expect(expected([...useCases, ...routers], endpoints).count).toBeCloseTo(20);
});

function expected(alone: readonly string[], endpoints: readonly Endpoint[]) {
  return expectServices(evidenceOf([], { alone, endpoints }), 200);
}

function endpoint(module: string, path: string): Endpoint {
  return {
    id: `GET ${path}`,
    protocol: 'http',
    method: 'GET',
    path,
    module,
    line: 1,
    handler: 'handle',
    certainty: 1,
    source: 'express',
  };
}
