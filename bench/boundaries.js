// Proposed services against decompositions that people made, with one frozen configuration.
//   npm run build && node bench/boundaries.js --datasets DIR --corpus DIR --checkouts DIR [--seeds 1,2,3,4,5]
// --datasets holds NAME.graph.json with NAME.truth.json; --corpus holds rules.json and truth.mjs; --checkouts holds a
// checkout for each rule, named as the rule (those that are absent are left out). Folder names are hidden there, since
// they are the truth; where the names of files are the truth, those are hidden too. Beside it: plain Louvain on imports
// (graphology, median of 20 seeds), and folders, both blank where there are no imports. Our fixtures come last. Figures are
// means over the seeds, with the least and the most where it matters. Prints Markdown, then the calibration of confidence.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyzeGraph, readTruth, scoreAgainstTruth } from '../dist/analyzer/index.js';
import { readGraph } from '../dist/analyzer/graph-input/read-graph.js';
import { proposeServices } from '../dist/analyzer/propose-services.js';
import { analyzeOnce } from './lib/analyze-once.js';
import { folderCuts, plainLouvain } from './lib/plain-louvain.js';

const { values } = parseArgs({
  options: {
    datasets: { type: 'string' },
    corpus: { type: 'string' },
    checkouts: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
  },
});
const seeds = values.seeds.split(',').map(Number);
const bands = { core: { errors: 0, of: 0 }, likely: { errors: 0, of: 0 }, contested: { errors: 0, of: 0 } };
/** Truths that are read off the names of files: the engine must not see those. */
const namesAreTruth = new Set(['growthbook', 'vendure', 'monkeytype', 'evolution-api']);
const published = {
  genak: 'research prototype ARI .77–.79',
  ldod: 'MoJoFM 83.3 (best published)',
  bw: 'MoJoFM 78.1 best of a sweep, 71 typical',
};

console.log(
  '| system | modules | true K | K | ARI | least to most | AMI | MoJoFM | least to most | C2C-50 | recall-50 | largest | shared F1 | Louvain K | Louvain ARI | Louvain MoJoFM | folders ARI | verdict | published |',
);
console.log(`| --- |${' ---: |'.repeat(16)} --- | --- |`);
if (values.datasets) for (const name of datasetNames(values.datasets)) dataset(values.datasets, name);
const gains = [];
const absent = [];
if (values.corpus && values.checkouts)
  for (const rule of JSON.parse(readFileSync(join(values.corpus, 'rules.json'), 'utf8')))
    await checkout(rule);
for (const name of ['bookshop', 'clinic', 'forum']) await fixture(name);
sayMean(
  'TypeScript monoliths with known contexts',
  gains.filter(({ name }) => !namesAreTruth.has(name)),
);
sayMean(
  'TypeScript monoliths whose names are the truth, names withheld',
  gains.filter(({ name }) => namesAreTruth.has(name)),
);
sayCalibration();
if (absent.length > 0) console.log(`\nNot measured, no checkout: ${absent.join(', ')}.`);

function sayMean(title, rows) {
  if (rows.length === 0) return;
  const mean = (key) => rows.reduce((sum, gain) => sum + gain[key], 0) / rows.length;
  console.log(
    `\n${title} (${rows.length}): mean ARI ${mean('ours').toFixed(3)}, plain Louvain ${mean('plain').toFixed(3)}, gain ${(mean('ours') - mean('plain')).toFixed(3)}.`,
  );
}

/** How often modules of each band are wrong, over all systems together. */
function sayCalibration() {
  console.log('\n| confidence | modules | wrong | share |\n| --- | ---: | ---: | ---: |');
  for (const [band, { errors, of }] of Object.entries(bands))
    console.log(`| ${band} | ${of} | ${errors} | ${((100 * errors) / of).toFixed(1)} % |`);
}

function datasetNames(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graph.json'))
    .map((file) => file.slice(0, -'.graph.json'.length));
}

function dataset(folder, name) {
  const text = readFileSync(join(folder, `${name}.graph.json`), 'utf8');
  const truth = readTruth(readFileSync(join(folder, `${name}.truth.json`), 'utf8'));
  const analyses = seeds.map((seed) => analyzeGraph(text, { seed, folders: true }));
  row(name, analyses, truth, readGraph(text).evidence);
}

async function checkout(rule) {
  const root = join(values.checkouts, rule.name);
  if (rule.name.endsWith('-presplit')) return;
  if (!existsSync(root)) {
    absent.push(rule.name);
    return;
  }
  const truth = readTruth(
    execFileSync(process.execPath, [join(values.corpus, 'truth.mjs'), rule.name, root], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  );
  const analyses = [];
  for (const seed of seeds) {
    const options = { include: [`${rule.root}/**`], folders: false, seed, commits: 5000 };
    const { analysis } = await analyzeOnce(root, options);
    analyses.push(namesAreTruth.has(rule.name) ? withoutNames(analysis, seed) : analysis);
  }
  gains.push({ name: rule.name, ...row(rule.name, analyses, truth, analyses[0]) });
}

/** The same evidence again, with modules that have no name, no export and no word. */
function withoutNames(analysis, seed) {
  const alias = new Map(analysis.modules.map(({ id }, i) => [id, lettersOf(i)]));
  const named = (id) => alias.get(id) ?? id;
  const modules = analysis.modules.map((module) => ({
    ...module,
    id: named(module.id),
    folder: '',
    terms: [],
    exports: [],
  }));
  const dependencies = analysis.dependencies.map((one) => ({
    ...one,
    from: named(one.from),
    to: named(one.to),
  }));
  const found = proposeServices(
    { ...analysis, modules, dependencies, ...unnamedFacts(analysis, named) },
    { seed, folders: false },
  );
  const back = new Map([...alias].map(([id, letters]) => [letters, id]));
  const cuts = found.decompositions.map((cut) => ({
    ...cut,
    services: cut.services.map((service) => ({
      ...service,
      modules: service.modules.map((id) => back.get(id)),
    })),
    placements: cut.placements.map((place) => ({ ...place, module: back.get(place.module) })),
  }));
  return {
    ...analysis,
    decompositions: cuts,
    verdict: found.verdict,
    shared: found.shared.map((one) => ({ ...one, module: back.get(one.module) })),
  };
}

function unnamedFacts(analysis, named) {
  const byModule = (list) => list.map((one) => ({ ...one, module: one.module && named(one.module) }));
  return {
    endpoints: byModule(analysis.endpoints),
    entities: byModule(analysis.entities),
    accesses: byModule(analysis.accesses).map((one) =>
      one.through ? { ...one, through: named(one.through) } : one,
    ),
    transactions: byModule(analysis.transactions),
    useCases: [],
    history: { available: false, reason: 'withheld' },
  };
}

/** Words of one module alone tie nothing. */
function lettersOf(number) {
  return `q${Array.from(String(number), (digit) => 'bcdfghjklm'[Number(digit)]).join('')}`;
}

async function fixture(name) {
  const root = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
  const truth = readTruth(readFileSync(join(root, 'contexts.json'), 'utf8'));
  const analyses = [];
  for (const seed of seeds) analyses.push((await analyzeOnce(root, { seed })).analysis);
  row(name, analyses, truth, analyses[0]);
}

function row(name, analyses, truth, evidence) {
  const all = analyses.map((analysis) => scoreOne(analysis, truth));
  const mean = (key) => all.reduce((sum, one) => sum + one[key], 0) / all.length;
  const range = (key, digits) =>
    `${Math.min(...all.map((one) => one[key])).toFixed(digits)} to ${Math.max(...all.map((one) => one[key])).toFixed(digits)}`;
  const runs = Array.from({ length: 20 }, (_, i) => scoreAgainstTruth(plainLouvain(evidence, i + 1), truth));
  const plain = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[10];
  const folders = Math.max(...folderCuts(analyses[0]).map((cut) => scoreAgainstTruth(cut, truth).ari));
  const cells = [
    name,
    all[0].modules,
    all[0].trueServices,
    mean('services').toFixed(1),
    mean('ari').toFixed(3),
    range('ari', 2),
    mean('ami').toFixed(3),
    mean('mojofm').toFixed(1),
    range('mojofm', 1),
    mean('c2c50').toFixed(0),
    mean('recall50').toFixed(0),
    mean('largestShare').toFixed(2),
    all[0].sharedF1 === undefined ? '' : mean('sharedF1').toFixed(2),
    ...(evidence.dependencies.length === 0
      ? ['', '', '', '']
      : [plain('services'), plain('ari').toFixed(3), plain('mojofm').toFixed(1), folders.toFixed(3)]),
    analyses[0].verdict.advice,
    published[name] ?? '',
  ];
  console.log(`| ${cells.join(' | ')} |`);
  return { ours: mean('ari'), plain: plain('ari') };
}

function scoreOne(analysis, truth) {
  const { services, placements } = analysis.decompositions.find((cut) => cut.granularity === 'recommended');
  countErrors(placements, services, truth);
  return scoreAgainstTruth({ services, shared: analysis.shared.map(({ module }) => module) }, truth);
}

/** A module is wrong where most of its proposed service belongs to another true service. */
function countErrors(placements, services, truth) {
  const trueOf = new Map(
    Object.entries(truth.services).flatMap(([name, ids]) => ids.map((id) => [id, name])),
  );
  const majority = new Map(
    services.map(({ name, modules }) => [name, mostCommon(modules.map((id) => trueOf.get(id)))]),
  );
  for (const { module, service, band } of placements) {
    if (!trueOf.has(module)) continue;
    bands[band].errors += trueOf.get(module) === majority.get(service) ? 0 : 1;
    bands[band].of += 1;
  }
}

function mostCommon(labels) {
  const counts = new Map();
  for (const label of labels) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
