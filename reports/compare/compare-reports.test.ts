import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';

import type { Analysis } from '../../analyzer/index.ts';
import type { Decomposition } from '../../analyzer/model/decomposition.ts';
import { hostileAnalysis } from '../../test/reports/hostile-analysis.ts';
import { buildReport } from '../model/build-report.ts';
import { compareReports } from './compare-reports.ts';
import { matchServices } from './match-services.ts';
import { renderComparisonMarkdown } from './render-comparison-markdown.ts';
import { renderComparisonText } from './render-comparison-text.ts';

const bookshop = JSON.parse(
  readFileSync(new URL('../../fixtures/bookshop/expected.json', import.meta.url), 'utf8'),
) as Analysis;

const compare = (before: Analysis, after: Analysis) =>
  compareReports(buildReport(before), buildReport(after));

/** The bookshop with its recommended decomposition changed. */
function changed(change: (cut: Decomposition) => Decomposition, rest: Partial<Analysis> = {}): Analysis {
  const decompositions = bookshop.decompositions.map((cut) =>
    cut.granularity === 'recommended' ? change(cut) : cut,
  );
  return { ...bookshop, ...rest, decompositions };
}

const renamed = (from: string, to: string) => (cut: Decomposition) => ({
  ...cut,
  services: cut.services.map((each) => (each.name === from ? { ...each, name: to } : each)),
});

function without(cut: Decomposition, module: string): Decomposition {
  return {
    ...cut,
    services: cut.services.map((each) => ({
      ...each,
      modules: each.modules.filter((own) => own !== module),
    })),
  };
}

describe('comparing', () => {
  test('an analysis with itself finds nothing', () => {
    const { services, moved, scores, owners, ...rest } = compare(bookshop, bookshop);

    expect(services.every(({ change, overlap }) => change === 'same' && overlap === 1)).toBe(true);
    expect([moved, owners]).toEqual([[], []]);
    expect(scores.every(({ verdict }) => verdict === 'same')).toBe(true);
    expect(rest.endpoints).toEqual({ added: [], removed: [] });
    expect(renderComparisonText(compare(bookshop, bookshop))).toBe('Nothing changed.\n');
  });

  test('a service with a new name moved no module and owns what it owned', () => {
    const comparison = compare(bookshop, changed(renamed('cart', 'basket')));

    expect(comparison.services.filter(({ change }) => change !== 'same')).toMatchObject([
      { change: 'renamed', before: { name: 'cart' }, after: { name: 'basket' }, overlap: 1 },
    ]);
    expect([comparison.moved, comparison.owners]).toEqual([[], []]);
  });

  test('a module that moved is told, with both places', () => {
    const module = 'src/services/cart.service.ts';
    const after = changed((cut) => {
      const rest = without(cut, module);
      const services = rest.services.map((each) =>
        each.name === 'order' ? { ...each, modules: [...each.modules, module] } : each,
      );
      return { ...rest, services };
    });
    const before = bookshop.decompositions
      .find(({ granularity }) => granularity === 'recommended')
      ?.services.find(({ modules }) => modules.includes(module))?.name;

    expect(compare(bookshop, after).moved).toEqual([{ module, from: before, to: 'order' }]);
  });

  test('a service that went into another says where its modules are', () => {
    const after = changed((cut) => {
      const gone = cut.services.find(({ name }) => name === 'cart')?.modules ?? [];
      const services = cut.services
        .filter(({ name }) => name !== 'cart')
        .map((each) => (each.name === 'order' ? { ...each, modules: [...each.modules, ...gone] } : each));
      return { ...cut, services };
    });
    const { services } = compare(bookshop, after);
    const { services: back } = compare(after, bookshop);

    expect(services.filter(({ change }) => change === 'vanished')).toMatchObject([
      { before: { name: 'cart' }, others: [{ service: 'order' }] },
    ]);
    expect(back.filter(({ change }) => change === 'appeared')).toMatchObject([
      { after: { name: 'cart' }, others: [{ service: 'order' }] },
    ]);
  });

  test('scores are judged by their direction, endpoints and tables by their names', () => {
    const [gone] = bookshop.endpoints;
    const after = changed(
      (cut) => ({ ...cut, metrics: { ...cut.metrics, modularity: 0.1, crossingPairs: 1, services: 3 } }),
      { endpoints: bookshop.endpoints.slice(1), entities: [], accesses: [] },
    );
    const { scores, endpoints, entities } = compare(bookshop, after);
    const verdictOf = (name: string) => scores.find((score) => score.name === name)?.verdict;

    expect(['modularity', 'crossingPairs', 'services', 'cycles'].map(verdictOf)).toEqual([
      'worse',
      'better',
      'changed',
      'same',
    ]);
    expect(endpoints.removed).toEqual([gone?.id]);
    expect(entities.removed).toEqual(expect.arrayContaining(bookshop.entities.map(({ name }) => name)));
  });

  test('is told in a terminal of 80 columns', () => {
    const text = renderComparisonText(compare(bookshop, changed(renamed('cart', 'basket'))));

    expect(text).toMatchInlineSnapshot(`
      "1 service renamed.

      Services
        renamed  cart → basket  7 modules  100 % in common
      "
    `);
  });
});

test('services are paired one to one, best first, whatever their order', () => {
  const side = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 4 })), { maxLength: 21 })
    .map((pairs) => {
      const homes = new Map(pairs);
      return [0, 1, 2, 3, 4].map((service) => ({
        name: `s${service}`,
        modules: [...homes].filter(([, home]) => home === service).map(([module]) => `m${module}`),
      }));
    });
  fc.assert(
    fc.property(side, side, (before, after) => {
      const matches = matchServices(before, after);
      expect(new Set(matches.map((match) => match.before)).size).toBe(matches.length);
      expect(new Set(matches.map((match) => match.after)).size).toBe(matches.length);
      expect(matchServices([...before].reverse(), [...after].reverse())).toEqual(matches);
      for (const { overlap } of matches) expect(overlap).toBeGreaterThan(0);
    }),
  );
});

test('no name breaks out of a comparison', () => {
  fc.assert(
    fc.property(hostileAnalysis, hostileAnalysis, (before, after) => {
      const comparison = compare(before, after);
      expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
      const text = renderComparisonText(comparison);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      const html = micromark(renderComparisonMarkdown(comparison), {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      });
      expect(html).not.toMatch(/<(?!\/?(?:h2|h3|p|strong|table|thead|tbody|tr|th|td)\b)[a-z/!]/iu);
    }),
  );
});
