import sarif from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv, type AnySchemaObject } from 'ajv';
import { expect, test } from 'vitest';
import type { BreachKind } from '../../model/breach.ts';
import { breachId } from '../breach-id.ts';
import type { JudgedBreach } from '../judge.ts';
import { entryText } from '../entry-text.ts';
import { namesInShort } from '../names-in-short.ts';
import { renderCodeClimate } from './render-code-climate.ts';
import { renderGithub } from './render-github.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderSarif, uriOf } from './render-sarif.ts';
import { renderText } from './render-text.ts';
import type { ReportInput } from './report-input.ts';

const KINDS: BreachKind[] = ['crossing', 'data', 'transaction', 'cycle', 'door'];

function breach(index: number, over: Partial<JudgedBreach> = {}): JudgedBreach {
  const identity = {
    kind: KINDS[index % KINDS.length] ?? 'crossing',
    from: 'orders',
    to: 'users',
    module: `src/orders/file-${index}.ts`,
    symbol: `name${index}`,
  };
  return {
    ...identity,
    id: breachId(identity),
    file: identity.module,
    line: index + 1,
    message: `orders uses name${index} of users`,
    status: 'new',
    ...over,
  };
}

function input(failures: JudgedBreach[], accepted: JudgedBreach[] = []): ReportInput {
  return {
    judgement: { failures, accepted, stale: [], baselineSize: accepted.length, full: true },
    version: '1.2.3',
    unmatched: [],
  };
}

const many = Array.from({ length: 300 }, (_, index) => breach(index));
const HOSTILE = 'src/a b/日本\u202e%,:"<x>&`|\u0000\u001b[31m\ud800\n::error::x.ts';
const hostile = breach(0, { file: HOSTILE, message: `uses ${HOSTILE}`, target: HOSTILE });

test('SARIF holds to its schema, with 300 breaches, accepted ones, none, and hostile names', () => {
  // Draft 4 writes `id` where later drafts write `$id`; its references stay inside.
  const { id: _id, $schema: _draft, ...schema } = sarif as AnySchemaObject;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  for (const each of [input(many, [breach(1, { status: 'accepted' })]), input([]), input([hostile])]) {
    const log: unknown = JSON.parse(renderSarif(each));
    expect([validate(log), validate.errors]).toEqual([true, null]);
  }
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

test('SARIF names places as relative references that survive any name', () => {
  const uri = uriOf(HOSTILE);
  expect(uri).toMatch(/^[!-~]+$/u);
  expect(new URL(uri, 'file:///repo/').href.startsWith('file:///repo/src/a%20b/')).toBe(true);
  expect(uriOf('javascript:x.ts')).toBe('./javascript%3Ax.ts');
});

test('Code Climate: every issue has what the specification demands', () => {
  const issues = JSON.parse(renderCodeClimate(input([...many, hostile]))) as Record<string, unknown>[];
  const validate = new Ajv().compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['type', 'check_name', 'description', 'categories', 'severity', 'fingerprint', 'location'],
      properties: {
        type: { const: 'issue' },
        check_name: { type: 'string', minLength: 1 },
        description: { type: 'string', minLength: 1 },
        categories: {
          type: 'array',
          minItems: 1,
          items: {
            enum: [
              'Bug Risk',
              'Clarity',
              'Compatibility',
              'Complexity',
              'Duplication',
              'Performance',
              'Security',
              'Style',
            ],
          },
        },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        fingerprint: { type: 'string', minLength: 1 },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', pattern: '^(?!\\./|/)' },
            lines: {
              type: 'object',
              required: ['begin'],
              properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
            },
          },
        },
      },
    },
  });
  expect([validate(issues), validate.errors]).toEqual([true, null]);
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(300);
});

test('a GitHub run with 300 findings shows ten and the way to the others', () => {
  const lines = renderGithub(input(many)).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
  expect(lines.filter((line) => line.startsWith('::notice '))).toEqual([
    '::notice title=banyan check::290 more; the summary of this job lists them.',
  ]);
  expect(
    renderMarkdown(input(many))
      .split('\n')
      .filter((line) => line.startsWith('| `src/')),
  ).toHaveLength(200);
});

test('hostile names forge no command, no cell, no element', () => {
  const github = renderGithub(input([hostile]))
    .trimEnd()
    .split('\n');
  expect(github.filter((line) => line.startsWith('::'))).toHaveLength(1);

  const rows = renderMarkdown(input([hostile]))
    .split('\n')
    .filter((line) => line.startsWith('| `src'));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.replace(/`[^`]*`/gu, '')).not.toMatch(/[<>]|\u202e/u);
  expect(rows[0]?.replaceAll(String.raw`\|`, '').split('|')).toHaveLength(5);

  const junit = renderJunit(input([hostile]));
  expect(junit).not.toContain('<x>');
  // oxlint-disable-next-line no-control-regex -- XML 1.0 has no place for them.
  expect(junit).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u);
});

test('JUnit counts what it lists, and passes where nothing fails', () => {
  const xml = renderJunit(input(many.slice(0, 7)));
  const count = (pattern: RegExp): number => (xml.match(pattern) ?? []).length;
  expect(xml).toContain('<testsuites name="banyan check" tests="7" failures="7">');
  expect([count(/<testcase /gu), count(/<failure /gu), count(/<testsuite /gu)]).toEqual([7, 7, 5]);
  expect(renderJunit(input([]))).toContain('tests="5" failures="0"');
});

test('text for people', () => {
  const report = input([breach(0), breach(1, { status: 'expired', expires: '2026-01-01' })]);
  expect(renderText({ ...report, unmatched: ['lib/**'] }, (name) => name)).toMatchInlineSnapshot(`
    "src/orders/file-0.ts:1:1
      new crossing: orders uses name0 of users  [5d42e10a58]
    src/orders/file-1.ts:2:1
      data (accepted until 2026-01-01): orders uses name1 of users  [e7df45203e]

    crossing: A module of one service uses a module of another. Move one of them,
      call through an interface, or declare it: services.<from>.uses.
    data: A module reads or writes a table that another service owns. Ask that
      service, or let it own the access.

    warning: the plan’s lib/** matches no module

    Baseline 0 → 0 (1 new; 0 accepted).
    Failed: 1 crossing, 1 data.
    More on one: banyan check --explain <id>
    To accept what is there today: banyan baseline
    "
  `);
});

test('a circle of many services fits a terminal, accepted or not', () => {
  const services = Array.from({ length: 34 }, (_, index) => `service-with-a-name-${index}`);
  const [from = '', ...others] = services;
  const identity = { kind: 'cycle' as const, from, to: others.join('+'), module: '', symbol: '' };
  const { judgement, ...rest } = input([
    breach(0, { ...identity, message: `${namesInShort(services)} depend on each other in a circle` }),
  ]);
  const told = renderText({ ...rest, judgement: { ...judgement, stale: [identity] } }, (name) => name);

  expect(told.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(told.replaceAll(/\s+/gu, ' ')).toContain('service-with-a-name-2 … and 31 more depend on each other');
  expect(entryText(identity)).toBe(
    'cycle service-with-a-name-0, service-with-a-name-1, service-with-a-name-2 … and 31 more',
  );
  expect(entryText({ ...identity, from: 'a', to: 'b+c' })).toBe('cycle a, b, c');
  expect(entryText(breach(0))).toBe('crossing orders → users: src/orders/file-0.ts name0');
});
