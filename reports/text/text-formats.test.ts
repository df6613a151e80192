import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import { checkFormats } from '../../test/reports/check-formats.ts';
import { hostileAnalysis } from '../../test/reports/hostile-analysis.ts';
import { label } from './escape/label.ts';
import { systemOf } from './system/system-of.ts';
import type { System } from './system/system.ts';
import { textFormats } from './text-formats.ts';

const bookshop = JSON.parse(
  readFileSync(new URL('../../fixtures/bookshop/expected.json', import.meta.url), 'utf8'),
) as Analysis;

const render = (format: string, system: System): string =>
  textFormats.find(({ name }) => name === format)?.render(system) ?? '';

describe.each(Object.entries(checkFormats))('%s, read by its own reader', (format, check) => {
  test('says what the bookshop has', async () => {
    const system = systemOf(bookshop);
    expect(await check(render(format, system), system)).toBe(undefined);
  });

  test('no name breaks out', async () => {
    const law = fc.asyncProperty(hostileAnalysis, async (analysis) => {
      const system = systemOf(analysis);
      expect(await check(render(format, system), system)).toBe(undefined);
    });
    await fc.assert(law, { numRuns: format === 'dot' ? 60 : 200 });
  });
});

describe('every format', () => {
  test('gives the same text for the same analysis, ends with a newline, and hides nothing', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => {
        for (const { name, render: draw } of textFormats) {
          const text = draw(systemOf(analysis));
          expect(draw(systemOf(structuredClone(analysis)))).toBe(text);
          expect(text.endsWith('\n')).toBe(true);
          const hidden = name === 'csv' ? /[\p{Cf}\p{Cs}]|\r(?!\n)/u : /[\p{Cf}\p{Cs}\u2028\u2029\r\0]/u;
          expect([name, hidden.exec(text)?.[0].codePointAt(0)]).toEqual([name, undefined]);
        }
      }),
    );
  });

  test('has a name and a file of its own', () => {
    expect(new Set(textFormats.map(({ name }) => name)).size).toBe(textFormats.length);
    expect(new Set(textFormats.map(({ file }) => file)).size).toBe(textFormats.length);
  });
});

test.each(['=', '->', '-/>'])('a system named %s is no operator to Structurizr', async (name) => {
  const system = { ...systemOf(bookshop), name };
  expect(await checkFormats['structurizr']!(render('structurizr', system), system)).toBe(undefined);
});

test('a long or invisible name becomes one short line', () => {
  expect(label('a\n\u202eb')).toBe('a\u{fffd}\u{fffd}b');
  expect(label('x'.repeat(10_240))).toBe(`${'x'.repeat(79)}…`);
});
