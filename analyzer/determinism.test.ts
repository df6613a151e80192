import { expect, test } from 'vitest';
import { createResolver } from './codebase/create-resolver.ts';
import { discoverCodebase } from './codebase/discover-codebase.ts';
import { collectEvidence } from './evidence/collect-evidence.ts';
import { noFactCache } from './evidence/reading/fact-cache.ts';
import { readAllFiles } from './evidence/reading/read-all-files.ts';
import { seededRandom } from './graph/seeded-random.ts';
import type { History } from './model/evidence.ts';
import { resolveOptions } from './options.ts';
import { proposeServices } from './propose-services.ts';
import { serializeAnalysis } from './serialize-analysis.ts';
import { toAnalysis } from './to-analysis.ts';

const RUNS = 20;

test('twenty runs with the files in another order each give the same bytes', async () => {
  const options = resolveOptions({});
  const codebase = await discoverCodebase('fixtures/bookshop', options);
  const history: History = { available: false, reason: 'not part of this test' };
  const texts = new Set<string>();

  for (let seed = 1; seed <= RUNS; seed += 1) {
    const shuffled = { ...codebase, files: shuffle(codebase.files, seed) };
    const readings = await readAllFiles(shuffled.files, {
      root: codebase.root,
      cache: noFactCache,
      workers: 0,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      startedAt: 0,
    });
    const resolver = createResolver(shuffled);
    const { evidence, coverage } = collectEvidence({ codebase: shuffled, readings, history, resolver });
    const analysis = toAnalysis(shuffled, evidence, coverage, proposeServices(evidence, options));
    texts.add([...serializeAnalysis(analysis)].join(''));
  }

  expect(texts.size).toBe(1);
});

/** Fisher and Yates, with the engine's own seeded random numbers. */
function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = shuffled[last] as Item;
    shuffled[last] = shuffled[other] as Item;
    shuffled[other] = moved;
  }
  return shuffled;
}
