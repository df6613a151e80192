// Writes the expected analysis of each monolith among the fixtures: `npm run expected`. Read the difference before you keep it.
import { writeFileSync } from 'node:fs';
import { analyze, serializeAnalysis } from '../dist/analyzer/index.js';

const host = {
  epoch: () => 0,
  now: () => 0,
  signal: new AbortController().signal,
  onProgress: () => {},
};

for (const name of ['bookshop', 'clinic', 'forum']) {
  const folder = new URL(`../fixtures/${name}/`, import.meta.url);
  const { analysis } = await analyze(folder.pathname, { cache: false, commits: 0 }, host);
  writeFileSync(new URL('expected.json', folder), [...serializeAnalysis(analysis)].join(''));
}
