// What thousands of routes in one application cost, by the way in which they are registered: everything from the text to the
// endpoints, one thread, no cache.
//   npm run build && node --stack-size=4000 bench/many-routes.js [--only NAME,NAME] [--sizes 1000,10000]
// Prints a Markdown table of endpoints and processor time for each size; ten times as many should cost about ten times as much.
import { parseArgs } from 'node:util';
import { extractEvidence } from '../dist/analyzer/evidence/extractors/extract-evidence.js';
import { readFacts } from '../dist/analyzer/evidence/facts/read-facts.js';
import { createNameFollower } from '../dist/analyzer/evidence/link/follow-names.js';
import { shapes } from './endpoints/many-routes.js';

const { values } = parseArgs({
  options: { only: { type: 'string' }, sizes: { type: 'string', default: '1000,10000' } },
});
const sizes = values.sizes.split(',').map(Number);
const wanted = values.only?.split(',');
console.log(
  `| how they are registered | ${sizes.map((size) => `endpoints of ${size} | CPU s`).join(' | ')} |`,
);
console.log(`| --- | ${sizes.map(() => '---: | ---:').join(' | ')} |`);
for (const [name, { says, filesOf }] of Object.entries(shapes)) {
  if (wanted && !wanted.includes(name)) continue;
  const cells = sizes.map((size) => {
    const { endpoints, seconds } = measure(filesOf(size));
    return `${endpoints} | ${seconds.toFixed(2)}`;
  });
  console.log(`| ${says} | ${cells.join(' | ')} |`);
}

function measure(files) {
  const before = process.cpuUsage();
  const facts = new Map(Object.entries(files).map(([path, text]) => [path, readFacts(path, text)]));
  const resolve = (_, specifier) => {
    const path = `${specifier.replace(/^\.\//u, '')}.ts`;
    return facts.has(path) ? { kind: 'internal', path } : { kind: 'external', package: specifier };
  };
  const { endpoints } = extractEvidence({ facts, resolve, follow: createNameFollower(facts, resolve) });
  const { user, system } = process.cpuUsage(before);
  return { endpoints: endpoints.length, seconds: (user + system) / 1e6 };
}
