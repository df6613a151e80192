// Time and memory of everything after reading, on synthetic monoliths of growing size.
//   npm run build && node bench/boundaries-scale.js
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { proposeServices } from '../dist/analyzer/propose-services.js';
import { seededRandom } from '../dist/analyzer/graph/seeded-random.js';

const sizes = [
  [1_000, 6_000],
  [3_000, 18_000],
  [10_000, 60_000],
  [30_000, 200_000],
];

if (process.argv[2] === 'one') {
  const [modules, dependencies] = process.argv.slice(3).map(Number);
  const evidence = monolith(modules, dependencies);
  const before = process.cpuUsage();
  const start = performance.now();
  const { decompositions } = proposeServices(evidence, { seed: 1, folders: true });
  const wall = (performance.now() - start) / 1000;
  const cpu = (process.cpuUsage(before).user + process.cpuUsage(before).system) / 1e6;
  const services = decompositions.map((cut) => cut.services.length).join(' / ');
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `| ${modules} | ${evidence.dependencies.length} | ${services} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${peak.toFixed(0)} |`,
  );
} else {
  console.log('| modules | dependencies | services | wall s | CPU s | peak MB |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [modules, dependencies] of sizes) {
    const args = [fileURLToPath(import.meta.url), 'one', String(modules), String(dependencies)];
    process.stdout.write(execFileSync(process.execPath, args));
  }
}

/** Features of about 40 files with words of their own; four of five dependencies stay in the feature. */
function monolith(modules, dependencies) {
  const random = seededRandom(1);
  const features = Math.ceil(modules / 40);
  const id = (i) => `src/feature${i % features}/noun${word(i % features)}-part${word(i)}.ts`;
  const edges = new Map();
  for (let i = 0; i < dependencies; i++) {
    const from = Math.floor(random() * modules);
    const near = (from % features) + features * Math.floor((random() * modules) / features);
    const to = random() < 0.8 && near < modules ? near : Math.floor(random() * modules);
    if (from !== to) edges.set(`${from}>${to}`, [id(from), id(to)]);
  }
  return {
    modules: Array.from({ length: modules }, (_, i) => ({
      id: id(i),
      lines: 60,
      terms: [],
      folder: `src/feature${i % features}`,
      exports: [`Noun${word(i % features)}Part`],
      classes: [],
    })),
    dependencies: [...edges.values()].map(([from, to]) => ({ from, to, kind: 'value', names: [], uses: 2 })),
    endpoints: [],
    entities: [],
    accesses: [],
    transactions: [],
    externals: [],
    useCases: [],
    history: { available: false, reason: 'synthetic' },
  };
}

/** A number in letters, since numbers are no words. */
function word(number) {
  return Array.from(String(number), (digit) => 'bcdfghjklm'[Number(digit)]).join('a');
}
