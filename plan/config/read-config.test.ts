import { expect, test } from 'vitest';
import { PlanError } from '../plan-error.ts';
import { readConfig } from './read-config.ts';

test('reads YAML, and JSON as the YAML that it is', () => {
  const config = { version: 1, exclude: ['legacy/**'], tests: true, maxFileSize: '1mb', workers: 2 };
  const read = { ...config, maxFileSize: 1024 ** 2 };
  expect(
    readConfig('version: 1\nexclude: [legacy/**]\ntests: true\nmaxFileSize: 1mb\nworkers: 2\n', 'c'),
  ).toEqual(read);
  for (const space of [0, 2, '\t'])
    expect(readConfig(JSON.stringify(config, undefined, space), 'c')).toEqual(read);
});

test.each([
  ['version: 1\nexlude: [a]\n', 'c:2:1 unknown key "exlude" at the top (Did you mean "exclude"?)'],
  ['exclude: [a]\n', 'c:1:1 version is missing'],
  ['version: 2\n', 'c:1:10 version must be one of 1'],
  ['version: 1\nexclude: a/**\n', 'c:2:10 exclude must be a list, not a text'],
  ['version: 1\nworkers: many\n', 'c:2:10 workers must be a number, not a text'],
  ['version: 1\nmaxFileSize: 1tb\n', 'c:2:14 maxFileSize must be a size'],
  ['{ "version": 1,\n  "tests": "yes" }\n', 'c:2:12 tests must be true or false, not a text'],
  ['version: 1\ntests: true\ntests: false\n', 'c:3:1 Map keys must be unique'],
  ['- a\n', 'c:1:1 '],
  ['version: 1\n<<<<<<< HEAD\n', 'c:2:1 a merge conflict is not resolved'],
])('names the place and the way out: %j', (text, message) => {
  expect(() => readConfig(text, 'c')).toThrow(PlanError);
  expect(() => readConfig(text, 'c')).toThrow(message);
});
