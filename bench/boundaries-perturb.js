// How far the proposal moves where a twentieth of the ties is lost, on labelled systems.
//   npm run build && node bench/boundaries-perturb.js --datasets DIR [--corpus DIR --checkouts DIR] [--draws 10]
// Each draw leaves out 5 % of the dependencies (of the steps of use cases, where there are no dependencies) at random. The distance is
// the normalised variation of information (0: the same services, 1: nothing in common) over modules that are in a service in both.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { partitionDistance } from '../dist/analyzer/boundaries/partition-distance.js';
import { renumbered } from '../dist/analyzer/boundaries/partition.js';
import { seededRandom } from '../dist/analyzer/graph/seeded-random.js';
import { readGraph } from '../dist/analyzer/graph-input/read-graph.js';
import { proposeServices } from '../dist/analyzer/propose-services.js';
import { analyzeOnce } from './lib/analyze-once.js';

const LOST = 0.05;
const { values } = parseArgs({
  options: {
    datasets: { type: 'string' },
    corpus: { type: 'string' },
    checkouts: { type: 'string' },
    draws: { type: 'string', default: '10' },
  },
});
const draws = Number(values.draws);
const medians = [];
console.log('| system | median NVI | most |\n| --- | ---: | ---: |');
for (const name of ['genak', 'ldod', 'bw'])
  if (values.datasets) {
    const text = readFileSync(join(values.datasets, `${name}.graph.json`), 'utf8');
    perturb(name, readGraph(text).evidence, true);
  }
for (const name of ['bookshop', 'clinic', 'forum']) {
  const root = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
  perturb(name, await evidenceIn(root, {}), true);
}
if (values.corpus && values.checkouts)
  for (const rule of JSON.parse(readFileSync(join(values.corpus, 'rules.json'), 'utf8'))) {
    const root = join(values.checkouts, rule.name);
    if (!existsSync(root) || rule.name.endsWith('-presplit')) continue;
    perturb(rule.name, await evidenceIn(root, { include: [`${rule.root}/**`], folders: false }), false);
  }
console.log(`\nMedian over ${medians.length} systems: ${middle(medians).toFixed(3)} (bar .1).`);

async function evidenceIn(root, options) {
  const { analysis } = await analyzeOnce(root, options);
  return { useCases: [], ...analysis, history: { available: false, reason: 'withheld' } };
}

function perturb(name, evidence, folders) {
  const base = servicesOf(evidence, folders);
  const distances = Array.from({ length: draws }, (_, draw) =>
    distance(base, servicesOf(thinned(evidence, seededRandom(draw + 1)), folders)),
  );
  medians.push(middle(distances));
  console.log(`| ${name} | ${middle(distances).toFixed(3)} | ${Math.max(...distances).toFixed(3)} |`);
}

function servicesOf(evidence, folders) {
  const { decompositions } = proposeServices(evidence, { seed: 1, folders });
  const { placements } = decompositions.find((cut) => cut.granularity === 'recommended');
  return new Map(placements.map(({ module, service }) => [module, service]));
}

function thinned(evidence, random) {
  const keep = () => random() >= LOST;
  if (evidence.dependencies.length > 0)
    return { ...evidence, dependencies: evidence.dependencies.filter(keep) };
  const useCases = evidence.useCases.map((one) => ({ ...one, modules: one.modules.filter(keep) }));
  return { ...evidence, useCases };
}

function distance(a, b) {
  const both = [...a.keys()].filter((module) => b.has(module));
  const numbered = (of) => {
    const numbers = new Map([...new Set(of.values())].map((name, i) => [name, i]));
    return renumbered(Int32Array.from(both, (module) => numbers.get(of.get(module))));
  };
  return partitionDistance(numbered(a), numbered(b));
}

function middle(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
