import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { SHOP_PLAN } from '../../test/shop-plan.ts';
import { formatPlan } from '../edit/format-plan.ts';
import { readPlainYaml } from './read-plain-yaml.ts';

/** What the whole parser says; undefined where it finds any fault. */
function wholly(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true, merge: false });
  return document.errors.length + document.warnings.length > 0 ? undefined : document.toJS();
}

/** The subset may always decline; what it gives must be what the whole parser gives. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  expect(plain).toEqual(wholly(text));
  return true;
}

test('reads what plans are made of', () => {
  expect(agrees(SHOP_PLAN)).toBe(true);
  expect(agrees(formatPlan(SHOP_PLAN))).toBe(true);
});

test.each([
  "a: \"x: y # z\" # note\nb: 'it''s'\n",
  'a: { b: [ c, { d: 1 } ], e: 0.5%, f: http://h:1/ } # x\n',
  'a:\n  - b: 1\n    c: [ ]\n  - { d: e }\n  -   f\n',
  'a:\nb: ~\nc: null\nd: TRUE\ne: 10\nf: 1.50\ng: 2026-12-31\n',
  'src/[id]/(x)/**: library\n"q r": s\n',
  'a: b c, d [e] {f}\n',
  'ä: größer\n',
  '# only\na: 1 # one\n# end',
])('reads %j', (text) => {
  expect(agrees(text)).toBe(true);
});

test.each([
  '',
  'a: 1\na: 2\n',
  'a: { b: 1, b: 2 }\n',
  'a: &x 1\nb: *x\n',
  'a: |\n  text\n',
  'a: b\n  c\n',
  'a: [b,\n  c]\n',
  'a: "x\\n"\n',
  'a:\tb\n',
  'a: b: c\n',
  'a: 0x1F\n',
  'a: 007\n',
  'a: 1e3\n',
  '1: x\n',
  'true: x\n',
  '<<: { a: 1 }\n',
  '__proto__: 1\n',
  'a: 1\n---\nb: 2\n',
  'a: 1\n...\n',
  'a: !!str 1\n',
  'a: **/x\n',
  'a:\n- b\n',
  '? a\n: b\n',
  '  a: 1\nb: 2\n',
  'a:\n    b: 1\n  c: 2\n',
  'a: [b, ]\n',
  'a: { b }\n',
  '\uFEFFa: 1\n',
  'a: 1\r\nb: 2\r\n',
])('leaves %j to the whole parser', (text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

const word = fc.constantFrom(
  ..."a|b|src/x.ts|src/**|*|!n|-|- |-x|?|: |:|# c| #|#|{|}|[|]|, |,|\"|'|''|\\|&a|*a|>|~|null|true|1".split(
    '|',
  ),
  ...'0.5|1.|.5|1e3|0o7|0x1|.inf|<<|__proto__|...|---|%|@|`|=| |  |\t|http://h:1|2s|ü|(|$.a|+1'.split('|'),
  ...'\n|\n|\n  |\n    |\n- |\n  - |key:|key: |list:\n  - |map:\n  |{ k: | }|[ | ]'.split('|'),
  '|',
);

test('law: whatever the text, the plain reader declines or says what the whole parser says', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      if (agrees(words.join(''))) read += 1;
    }),
    { numRuns: Number(process.env['LAW_RUNS'] ?? 3000) },
  );
  expect(read).toBeGreaterThan(20);
});

test('law: a plan with one character changed, put in or taken out is read alike', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.nat(SHOP_PLAN.length - 1), fc.constantFrom(0, 1, 2), word, (at, cut, put) => {
      if (agrees(SHOP_PLAN.slice(0, at) + put + SHOP_PLAN.slice(at + cut))) read += 1;
    }),
    { numRuns: Number(process.env['LAW_RUNS'] ?? 500) },
  );
  expect(read).toBeGreaterThan(50);
});
