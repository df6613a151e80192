// What each constant of the engine is worth: half and double of its value, and its value as all systems but one would choose it.
//   npm run build && node bench/boundaries-constants.js --datasets DIR [--corpus DIR --checkouts DIR] [--systems a,b] [--minutes 4]
// Mean ARI over the datasets, our fixtures and the checkouts that are named (folder names hidden there, no history), seed 1. Left out: for
// each system the value is chosen that is best for the others (of equals the frozen one), and the system is scored with that; the mean of
// those is what a constant earns on a system that had no part in choosing it. Stops before the next constant once the minutes of
// processor time are used up, and says which constants were not reached. Prints Markdown.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readGraph } from '../dist/analyzer/graph-input/read-graph.js';
import { readTruth, scoreAgainstTruth } from '../dist/analyzer/index.js';
import { proposeServices } from '../dist/analyzer/propose-services.js';
import { analyzeOnce } from './lib/analyze-once.js';
import { patchedEngine } from './lib/patched-engine.js';

const { values } = parseArgs({
  options: {
    datasets: { type: 'string' },
    corpus: { type: 'string' },
    checkouts: { type: 'string' },
    systems: { type: 'string', default: 'podkrepi,nestjs-boilerplate,outline,teable,medusa-v1' },
    minutes: { type: 'string', default: '4' },
  },
});
/** A constant as it stands in the built code, `at` being the text before its value. */
const constants = [
  constant('consensus keeps', 'boundaries/consensus-weights.js', 'leastKept = ', 0.4),
  constant('full weight of names', 'boundaries/weigh-views.js', 'names: ', 1),
  constant('full weight of use cases', 'boundaries/weigh-views.js', 'useCase: ', 0.5),
  constant('full weight of data', 'boundaries/weigh-views.js', 'data: ', 0.5),
  constant('full weight of folders', 'boundaries/weigh-views.js', 'folders: ', 0.5),
  constant('trust exponent', 'boundaries/weigh-views.js', 'trust ** ', 2),
  constant('least trust', 'boundaries/weigh-views.js', 'leastTrust = ', 0.15),
  constant('λ with resources', 'boundaries/choose-granularity.js', 'distanceCost = { resources: ', 0.2),
  constant('λ by size', 'boundaries/choose-granularity.js', 'size: ', 0.15),
  constant('loss that steadiness may cost', 'boundaries/choose-granularity.js', 'toleratedLoss = ', 0.005),
  root('exponent on users', 'graph/structure-view.js', 'users[v]'),
  constant('strength of a value import', 'graph/structure-view.js', 'value: ', 0.6),
  constant('strength of a type import', 'graph/structure-view.js', 'type: ', 0.4),
  constant('strength of a call', 'graph/structure-view.js', 'call: ', 0.2),
  root('rarity over use cases', 'graph/use-case-view.js', 'rarity[edges.from[i]] * rarity[edges.to[i]]'),
  constant('neighbours in the names view', 'graph/names-view.js', 'neighbours = ', 8),
  constant('fewest modules of a service', 'boundaries/ensemble.js', 'leastModules = ', 3),
  constant('least users of the kernel', 'boundaries/shared-kernel.js', 'leastUsers = ', 5),
  constant('spread of the kernel', 'boundaries/shared-kernel.js', 'leastSpread = ', 0.6),
  constant('least asked by a root', 'boundaries/composition-roots.js', 'leastAsked = ', 5),
  constant('halves: most times the median', 'boundaries/join-halves.js', 'mostTimesMedian = ', 2),
];

const systems = [];
for (const name of ['genak', 'ldod', 'bw']) if (values.datasets) systems.push(dataset(name));
for (const name of ['bookshop', 'clinic', 'forum']) systems.push(await fixture(name));
if (values.corpus && values.checkouts)
  for (const name of values.systems.split(',')) systems.push(...(await checkout(name)));
const before = process.cpuUsage();
const frozen = systems.map((system) => ariOf(proposeServices, system));
console.log(`${systems.length} systems: ${systems.map(({ name }) => name).join(', ')}.\n`);
console.log(
  '| constant | value | mean | half | mean | double | mean | chosen with one left out | mean, left out |',
);
console.log(`| --- |${' ---: |'.repeat(6)} --- | ---: |`);
const missed = [];
for (const one of constants)
  if (usedUp()) missed.push(one.name);
  else await measure(one);
if (missed.length > 0) console.log(`\nNot reached in time: ${missed.join(', ')}.`);

function usedUp() {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 60e6 > Number(values.minutes);
}

async function measure({ name, value, file, patch }) {
  const neighbours = [value / 2, value * 2];
  const scored = [{ value, aris: frozen }];
  for (const other of neighbours) {
    const engine = await patchedEngine({ file, from: patch(value), to: patch(other) });
    scored.push({ value: other, aris: systems.map((system) => ariOf(engine, system)) });
  }
  const chosen = systems.map((_, out) => bestWithout(scored, out));
  const held = mean(chosen.map(({ aris }, out) => aris[out]));
  const counts = scored.map((one) => [one.value, chosen.filter((pick) => pick === one).length]);
  const picks = counts
    .filter(([, times]) => times > 0)
    .map(([picked, times]) => `${picked} (${times})`)
    .join(', ');
  const cells = scored.flatMap((one) => [one.value, mean(one.aris).toFixed(3)]);
  console.log(`| ${[name, ...cells, picks, held.toFixed(3)].join(' | ')} |`);
}

/** Of equals the first, which is the frozen one. */
function bestWithout(scored, out) {
  const without = ({ aris }) => mean(aris.filter((_, i) => i !== out));
  return scored.reduce((best, one) => (without(one) > without(best) + 1e-9 ? one : best));
}

function mean(numbers) {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}

function ariOf(engine, { evidence, truth, folders }) {
  const { decompositions, shared } = engine(evidence, { seed: 1, folders });
  const { services } = decompositions.find((cut) => cut.granularity === 'recommended');
  return scoreAgainstTruth({ services, shared: shared.map(({ module }) => module) }, truth).ari;
}

function constant(name, file, at, value) {
  return { name, file, value, patch: (number) => `${at}${number}` };
}

/** An exponent that is written as a square root. */
function root(name, file, of) {
  const patch = (exponent) => (exponent === 0.5 ? `Math.sqrt(${of})` : `((${of}) ** ${exponent})`);
  return { name, file, value: 0.5, patch };
}

function dataset(name) {
  const read = (kind) => readFileSync(join(values.datasets, `${name}.${kind}.json`), 'utf8');
  return {
    name,
    evidence: readGraph(read('graph')).evidence,
    truth: readTruth(read('truth')),
    folders: true,
  };
}

async function fixture(name) {
  const folder = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
  const truth = readTruth(readFileSync(join(folder, 'contexts.json'), 'utf8'));
  return { name, evidence: await evidenceIn(folder, {}), truth, folders: true };
}

async function checkout(name) {
  const rule = JSON.parse(readFileSync(join(values.corpus, 'rules.json'), 'utf8')).find(
    (one) => one.name === name,
  );
  const folder = join(values.checkouts, name);
  if (!rule || !existsSync(folder)) return [];
  const args = [join(values.corpus, 'truth.mjs'), name, folder];
  const truth = readTruth(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 }));
  const evidence = await evidenceIn(folder, { include: [`${rule.root}/**`], folders: false });
  return [{ name, evidence, truth, folders: false }];
}

async function evidenceIn(folder, options) {
  const { analysis } = await analyzeOnce(folder, options);
  return { useCases: [], ...analysis, history: { available: false, reason: 'withheld' } };
}
