// Proposed services against decompositions that people made, with one frozen configuration.
//   npm run build && node bench/boundaries.js --datasets DIR --corpus DIR --checkouts DIR
// --datasets holds NAME.graph.json with NAME.truth.json; --corpus holds rules.json and truth.mjs; --checkouts holds a
// checkout for each rule, named as the rule (those that are absent are left out). Folder names are hidden there, since
// they are the truth. Beside it: plain Louvain on imports (graphology, median of 20 seeds), and folders. Prints Markdown.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyzeGraph, readTruth, scoreAgainstTruth } from '../dist/analyzer/index.js';
import { readGraph } from '../dist/analyzer/graph-input/read-graph.js';
import { analyzeOnce } from './lib/analyze-once.js';
import { folderCuts, plainLouvain } from './lib/plain-louvain.js';

const { values } = parseArgs({
  options: {
    datasets: { type: 'string' },
    corpus: { type: 'string' },
    checkouts: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const published = {
  genak: 'research prototype ARI .77–.79',
  ldod: 'MoJoFM 83.3 (best published)',
  bw: 'MoJoFM 78.1 best of a sweep, 71 typical',
};

console.log(
  '| system | modules | true K | K | ARI | AMI | MoJoFM | C2C-50 | recall-50 | largest | shared F1 | Louvain K | Louvain ARI | Louvain MoJoFM | folders ARI | contested ÷ core errors | published |',
);
console.log(`| --- |${' ---: |'.repeat(15)} --- |`);
if (values.datasets) for (const name of datasetNames(values.datasets)) dataset(values.datasets, name);
const gains = [];
if (values.corpus && values.checkouts)
  for (const rule of JSON.parse(readFileSync(join(values.corpus, 'rules.json'), 'utf8')))
    await checkout(rule);
if (gains.length > 0) {
  const mean = (key) => gains.reduce((sum, gain) => sum + gain[key], 0) / gains.length;
  console.log(
    `\nTypeScript monoliths: mean ARI ${mean('ours').toFixed(3)}, plain Louvain ${mean('plain').toFixed(3)}, gain ${(mean('ours') - mean('plain')).toFixed(3)} over ${gains.length} systems.`,
  );
}

function datasetNames(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graph.json'))
    .map((file) => file.slice(0, -'.graph.json'.length));
}

function dataset(folder, name) {
  const text = readFileSync(join(folder, `${name}.graph.json`), 'utf8');
  const truth = readTruth(readFileSync(join(folder, `${name}.truth.json`), 'utf8'));
  const analysis = analyzeGraph(text, { seed, folders: true });
  row(name, analysis, truth, readGraph(text).evidence);
}

async function checkout(rule) {
  const root = join(values.checkouts, rule.name);
  if (!existsSync(root) || rule.name.endsWith('-presplit')) return;
  const truth = readTruth(
    execFileSync(process.execPath, [join(values.corpus, 'truth.mjs'), rule.name, root], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  );
  const { analysis } = await analyzeOnce(root, {
    include: [`${rule.root}/**`],
    folders: false,
    seed,
    commits: 5000,
  });
  gains.push(row(rule.name, analysis, truth, analysis));
}

function row(name, analysis, truth, evidence) {
  const { services, placements } = analysis.decompositions.find((cut) => cut.granularity === 'recommended');
  const ours = scoreAgainstTruth({ services, shared: analysis.shared.map(({ module }) => module) }, truth);
  const runs = Array.from({ length: 20 }, (_, i) => scoreAgainstTruth(plainLouvain(evidence, i + 1), truth));
  const plain = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[10];
  const folders = Math.max(...folderCuts(analysis).map((cut) => scoreAgainstTruth(cut, truth).ari));
  const cells = [
    name,
    ours.modules,
    ours.trueServices,
    ours.services,
    ours.ari.toFixed(3),
    ours.ami.toFixed(3),
    ours.mojofm.toFixed(1),
    ours.c2c50.toFixed(0),
    ours.recall50.toFixed(0),
    ours.largestShare.toFixed(2),
    ours.sharedF1?.toFixed(2) ?? '',
    plain('services'),
    plain('ari').toFixed(3),
    plain('mojofm').toFixed(1),
    folders.toFixed(3),
    errorRatio(placements, services, truth),
    published[name] ?? '',
  ];
  console.log(`| ${cells.join(' | ')} |`);
  return { ours: ours.ari, plain: plain('ari') };
}

/** A module is wrong where most of its proposed service belongs to another true service. */
function errorRatio(placements, services, truth) {
  const trueOf = new Map(
    Object.entries(truth.services).flatMap(([name, ids]) => ids.map((id) => [id, name])),
  );
  const majority = new Map(
    services.map(({ name, modules }) => [name, mostCommon(modules.map((id) => trueOf.get(id)))]),
  );
  const wrong = (band) => {
    const judged = placements.filter((place) => place.band === band && trueOf.has(place.module));
    const errors = judged.filter(({ module, service }) => trueOf.get(module) !== majority.get(service));
    return { share: judged.length === 0 ? Number.NaN : errors.length / judged.length, of: judged.length };
  };
  const [contested, core] = [wrong('contested'), wrong('core')];
  return `${(contested.share / core.share).toFixed(1)} (${contested.of}/${core.of})`;
}

function mostCommon(labels) {
  const counts = new Map();
  for (const label of labels) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
