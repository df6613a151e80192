import { expect, test } from 'vitest';
import { PlanError } from '../plan-error.ts';
import { inspectPlan, readPlan, renderProblem } from './read-plan.ts';

const problemsOf = (text: string): string[] => {
  try {
    return inspectPlan(text, 'p.yaml').problems.map(renderProblem);
  } catch (error) {
    if (error instanceof PlanError) return [`${error.code}: ${error.message}`];
    throw error;
  }
};

test.each([
  [
    'unknown key',
    'version: 1\nservises: {}\n',
    'p.yaml:2:1 unknown key "servises" at the top (Did you mean "services"?)',
  ],
  [
    'unknown key in a route',
    'version: 1\nservices: { a: {} }\nroutes:\n  - id: r\n    match: { path: / }\n    service: a\n    stag: live\n    stage: monolith\n',
    'p.yaml:7:5 unknown key "stag" in routes[0] (Did you mean "stage"?)',
  ],
  [
    'unknown stage',
    'version: 1\nservices: { a: {} }\nroutes:\n  - id: r\n    match: { path: / }\n    service: a\n    stage: canari\n',
    'p.yaml:7:12 routes[0].stage must be one of monolith, shadow, canary, live (Did you mean "canary"?)',
  ],
  [
    'unknown key inside an upstream',
    'version: 1\nmonolith:\n  upstream: { addresses: "http://a:1", balence: round-robin }\n',
    'p.yaml:3:40 unknown key "balence" in monolith.upstream (Did you mean "balance"?)',
  ],
  [
    'bad upstream',
    'version: 1\nmonolith: { upstream: localhost }\n',
    'p.yaml:2:23 monolith.upstream must be http://host:port, https://host:port or unix:/path/to.sock',
  ],
  [
    'upstream with a path',
    'version: 1\nmonolith: { upstream: http://a/b }\n',
    'p.yaml:2:23 monolith.upstream must be http://host:port, https://host:port or unix:/path/to.sock',
  ],
  [
    'a move without its target',
    'version: 1\ndecisions: [ { move: a.ts } ]\n',
    'p.yaml:2:14 decisions[0].to is missing',
  ],
  [
    'a name that is no name',
    'version: 1\nservices:\n  My Orders: {}\n',
    'p.yaml:3:3 "My Orders" must be lower case words joined by "-", such as order-history',
  ],
  [
    'a path outside',
    'version: 1\nservices: { a: { modules: [../x/**] } }\n',
    'p.yaml:2:28 services.a.modules[0] must stay inside the repository',
  ],
  [
    'an absolute path',
    'version: 1\nservices: { a: { modules: [/etc/**] } }\n',
    'p.yaml:2:28 services.a.modules[0] must be relative to the repository, with "/" between folders',
  ],
  [
    'no unit',
    'version: 1\nproxy: { drain: 20 }\n',
    'p.yaml:2:17 proxy.drain must be a duration with its unit, such as 250ms, 2s or 5m',
  ],
  ['no version', 'services: {}\n', 'p.yaml:1:1 version is missing'],
  ['a newer version', 'version: 99\n', 'PLAN_VERSION: p.yaml has version 99; this banyan reads version 1.'],
  [
    'duplicate keys',
    'version: 1\nservices: {}\nservices: {}\n',
    'p.yaml:3:1 Map keys must be unique (Keep one of the two entries; YAML would drop the other silently.)',
  ],
  [
    'tabs',
    'version: 1\nservices:\n\torders: {}\n',
    'p.yaml:3:1 Tabs are not allowed as indentation (Indent with spaces.)',
  ],
  [
    'merge keys',
    'version: 1\nservices:\n  a: &a { owner: x }\n  b: { <<: *a }\n',
    'p.yaml:4:8 merge keys ("<<") are not allowed (Write the entries out, so that each can be edited alone.)',
  ],
  [
    '__proto__',
    'version: 1\nservices: { __proto__: { owner: x } }\n',
    'p.yaml:2:13 "__proto__" is not allowed as a key (Choose another name.)',
  ],
  [
    'constructor',
    'version: 1\nshared: { constructor: keep }\n',
    'p.yaml:2:11 "constructor" is not allowed as a key (Choose another name.)',
  ],
  [
    'a tag',
    'version: 1\nservices: !!js/function {}\n',
    'p.yaml:2:11 Unresolved tag: tag:yaml.org,2002:js/function (No tags are used here: remove the word that begins with "!".)',
  ],
  [
    'two documents',
    'version: 1\n---\nversion: 1\n',
    'p.yaml:2:1 Source contains multiple documents; please use YAML.parseAllDocuments() (The file is one document: remove the line "---".)',
  ],
  ['a list', '- a\n', 'p.yaml:1:1 the file must be a map of keys and values (Begin with "version: 1".)'],
  [
    'an unclosed quote',
    'version: 1\nmonolith: { upstream: "http://a }\n',
    'p.yaml:3:1 Missing closing "quote',
  ],
  [
    'conflict markers',
    'version: 1\n<<<<<<< HEAD\nservices: {}\n=======\nroutes: []\n>>>>>>> theirs\n',
    'PLAN_CONFLICT: p.yaml:2:1 a merge conflict is not resolved: <<<<<<< HEAD',
  ],
  [
    'an unknown service',
    'version: 1\nservices: { orders: {} }\nwaves: [ { name: w, services: [order] } ]\n',
    'p.yaml:3:32 no service is named "order" (Did you mean "orders"?)',
  ],
  [
    'a stage without an upstream',
    'version: 1\nservices: { a: {} }\nroutes:\n  - id: r\n    match: { path: / }\n    service: a\n    stage: live\n',
    'p.yaml:7:12 route "r" is at stage live, but service "a" has no upstream (Say where it listens: banyan plan upstream a http://HOST:PORT; or go back to monolith.)',
  ],
  [
    'an entity with two owners',
    'version: 1\nservices: { a: { data: { owns: [t] } }, b: { data: { owns: [t] } } }\n',
    'p.yaml:2:61 "t" is owned by two services: a and b (Let one own it, and the other read it.)',
  ],
])('names the place and the way out: %s', (_, text, expected) => {
  expect(problemsOf(text)).toContain(expected);
});

test.each([
  '/a//b',
  'a',
  '/a/../b',
  '/a/%2e%2e/b',
  '/a?x=1',
  '/:id/:id',
  '/a/*/b',
  '/a%2Fb',
  '/a\\b',
  '/:',
  '/%zz',
])('refuses the path template %s, which two servers could read differently', (path) => {
  const text = `version: 1\nservices: { a: {} }\nroutes: [ { id: r, match: { path: '${path}' }, service: a, stage: monolith } ]\n`;
  expect(problemsOf(text)).toHaveLength(1);
  expect(problemsOf(text)[0]).toMatch(/^p\.yaml:3:\d+ routes\[0\]\.match\.path must be a path/u);
});

const aliases = (name: string, of: string) => `  ${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]\n`;

test('an alias may repeat a value, but not blow up', () => {
  const bomb = `version: 1\nservices:\n  a: &a [x]\n${aliases('b', 'a')}${aliases('c', 'b')}${aliases('d', 'c')}${aliases('e', 'd')}`;

  expect(
    readPlan('version: 1\nservices: { a: { owner: &o me }, b: { owner: *o } }\n').services['b']?.owner,
  ).toBe('me');
  expect(problemsOf(bomb)).toEqual(['PLAN_INVALID: p.yaml repeats too much through aliases ("*name").']);
  expect(problemsOf('version: 1\nservices: *nothing\n')[0]).toMatch(/^p\.yaml:2:11 |^PLAN_INVALID/u);
});

test('a text that is too large or too deep is refused, not read for minutes', () => {
  expect(problemsOf(`version: 1\n# ${'x'.repeat(5 * 1024 * 1024)}\n`)).toEqual([
    'PLAN_TOO_LARGE: p.yaml has 5.0 MB; it may have 4 MB.',
  ]);
  const deep = problemsOf(`version: 1\nservices: ${'['.repeat(20_000)}`);
  expect(deep[0]).toBe('PLAN_INVALID: p.yaml is nested too deep to be read.');
});

test('tells every fault at once, in the order of the file', () => {
  const text = 'version: 1\nbogus: 1\nservices:\n  a: { ownr: x }\n  b: { uses: [9] }\n';
  expect(problemsOf(text)).toEqual([
    'p.yaml:2:1 unknown key "bogus" at the top (Known here: check, decisions, monolith, proxy, roots, routes, services, shared, version, waves.)',
    'p.yaml:4:8 unknown key "ownr" in services.a (Did you mean "owner"?)',
    'p.yaml:5:15 services.b.uses[0] must be a text, not a number',
  ]);
});
