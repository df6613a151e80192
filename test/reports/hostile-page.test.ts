import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildReport, renderPage, toPageData } from '../../reports/index.ts';
import { packAnalysis } from '../../reports/page-data/pack-analysis.ts';
import { unpackAnalysis } from '../../reports/page-data/unpack-analysis.ts';
import type { Analysis } from '../../analyzer/index.ts';
import { hostileAnalysis } from './hostile-analysis.ts';

const assets = { script: 'go("</script><!--")', style: 'p{}' };

/** Controls but for line feeds, and what reorders text. */
const HIDING = new RegExp(
  String.raw`[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`,
  'u',
);

function pageOf(analysis: Analysis): string {
  const report = buildReport(analysis);
  return renderPage({ report, data: toPageData(analysis, report), assets });
}

test('no name leaves its place: the page has the elements that we wrote, and no other', () => {
  fc.assert(
    fc.property(hostileAnalysis, (analysis) => {
      const page = pageOf(analysis);

      expect(page.match(/<\/?script/giu)).toHaveLength(4);
      expect(page.match(/<\/?style/giu)).toHaveLength(2);
      expect(page).not.toMatch(/<(?:img|iframe|object|embed|base|form|a)\b/iu);
      const tags = page.match(/<[a-z][^>]*>/giu) ?? [];
      expect(tags.filter((tag) => /\s(?:on\w+|style)=/iu.test(tag))).toEqual([]);
      expect(page).not.toContain('<!--');
      expect(page).not.toMatch(HIDING);
    }),
    { numRuns: 60 },
  );
});

test('the same analysis gives the same bytes', () => {
  fc.assert(
    fc.property(hostileAnalysis, (analysis) => {
      expect(pageOf(structuredClone(analysis))).toBe(pageOf(analysis));
    }),
    { numRuns: 10 },
  );
});

test('what the page carries makes the report that was sent', () => {
  fc.assert(
    fc.property(hostileAnalysis, (analysis) => {
      const carried: unknown = JSON.parse(JSON.stringify(packAnalysis(analysis)));
      const sent = buildReport(rounded(analysis));

      expect(buildReport(unpackAnalysis(carried as ReturnType<typeof packAnalysis>))).toEqual(sent);
    }),
    { numRuns: 60 },
  );
});

/** The page keeps a confidence to three digits. */
function rounded(analysis: Analysis): Analysis {
  return {
    ...analysis,
    decompositions: analysis.decompositions.map((cut) => ({
      ...cut,
      placements: cut.placements.map((placement) => ({
        ...placement,
        confidence: Math.round(placement.confidence * 1000) / 1000,
      })),
    })),
  };
}
