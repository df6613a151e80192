// Which library cuts the coupling graph best: our own Louvain beside graphology's and three of Leiden, at resolution 1.
//   npm run build && node bench/leiden.js --datasets DIR [--runs 20]
// --datasets holds NAME.graph.json with NAME.truth.json; the graph is the coupling graph that the engine cuts. The rest are planted
// partitions: the truth is known by construction. Each run has the same seed and another order of nodes and edges, as a file system or
// a map might give them. Modularity (ours for all), ARI and pieces (communities in several pieces) are means of the runs; results are
// the distinct ones, as the order came and with nodes and edges sorted first. Time is processor time from edge list to labels, median.
// The last two rows of each graph are the search as the engine runs it, with our optimiser and with the best of the libraries.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detectBoundaries } from '../dist/analyzer/boundaries/detect-boundaries.js';
import { consensusWeights } from '../dist/analyzer/boundaries/consensus-weights.js';
import { findCommunities } from '../dist/analyzer/boundaries/find-communities.js';
import { louvain } from '../dist/analyzer/boundaries/louvain.js';
import { modularity } from '../dist/analyzer/boundaries/modularity.js';
import { renumbered } from '../dist/analyzer/boundaries/partition.js';
import { splitDisconnected } from '../dist/analyzer/boundaries/repair.js';
import { readGraph } from '../dist/analyzer/graph-input/read-graph.js';
import { EdgeList } from '../dist/analyzer/graph/edge-list.js';
import { seededRandom } from '../dist/analyzer/graph/seeded-random.js';
import { buildWeightedGraph } from '../dist/analyzer/graph/weighted-graph.js';
import { readTruth } from '../dist/analyzer/index.js';
import { overlapTable } from '../dist/analyzer/score/truth/overlap-table.js';
import { adjustedRand } from '../dist/analyzer/score/truth/pair-scores.js';
import { installPeers } from './lib/install-peers.js';

const SEED = 7;
const { values } = parseArgs({
  options: { datasets: { type: 'string' }, runs: { type: 'string', default: '20' } },
});
/** Name, nodes, edges, parts, share of edges that cross. */
const planted = [
  ['planted, a third crosses', 1_000, 6_000, 20, 0.3],
  ['planted, half crosses', 1_000, 6_000, 20, 0.5],
  ['planted, large', 10_000, 60_000, 100, 0.3],
];

installPeers();
const { communityPeers } = await import('./peers/communities.js');
const contestants = {
  ours: ownLouvain,
  'ours, best of 6': ownBest,
  ...communityPeers,
  'consensus, then ours, best of 6': afterConsensus(ownBest),
  'consensus, then networkanalysis-ts': afterConsensus(communityPeers['networkanalysis-ts']),
};
console.log(
  '| graph | nodes | edges | library | communities | modularity | ARI | pieces | results | results, sorted | ms |',
);
console.log(`| --- | ---: | ---: | --- |${' ---: |'.repeat(7)}`);
for (const name of ['genak', 'ldod', 'bw']) if (values.datasets) compare(dataset(name), Number(values.runs));
for (const [name, order, edges, parts, crossing] of planted) {
  const runs = order > 5_000 ? Math.min(5, Number(values.runs)) : Number(values.runs);
  compare({ name, order, ...plantedGraph({ order, edges, parts, crossing }) }, runs);
}

function compare(graph, runs) {
  const judge = buildWeightedGraph(graph.order, edgeList(graph.edges));
  const tallies = Object.entries(contestants).map(([library, find]) => ({ library, find, runs: [] }));
  for (let run = 0; run < runs; run++) {
    const shuffled = shuffledGraph(graph, seededRandom(1000 + run));
    for (const tally of tallies) tally.runs.push(runOnce(tally.find, { graph, judge, ...shuffled }));
  }
  for (const { library, runs: all } of tallies) printRow(graph, library, all);
}

function runOnce(find, { graph, judge, edges, place }) {
  const before = process.cpuUsage();
  let labels;
  try {
    labels = find(graph.order, edges, SEED);
  } catch (error) {
    return { fault: error.message };
  }
  const { user, system } = process.cpuUsage(before);
  const partition = renumbered(numbered(place.map((at) => labels[at])));
  const sorted = renumbered(numbered(find(graph.order, sortedBack(edges, place), SEED)));
  return {
    partition: partition.join(),
    sorted: sorted.join(),
    communities: Math.max(...partition) + 1,
    modularity: modularity(judge, partition),
    ari: graph.truth && ariOf(partition, graph.truth),
    pieces: broken(judge, partition),
    ms: (user + system) / 1000,
  };
}

function printRow({ name, order, edges, truth }, library, all) {
  const fault = all.find((run) => run.fault)?.fault;
  if (fault) return console.log(`| ${name} | ${order} | ${edges.length} | ${library} | fails: ${fault} |`);
  const mean = (key) => all.reduce((sum, run) => sum + run[key], 0) / all.length;
  const distinct = (key) => `${new Set(all.map((run) => run[key])).size} of ${all.length}`;
  const cells = [
    mean('communities').toFixed(1),
    mean('modularity').toFixed(4),
    truth ? mean('ari').toFixed(3) : '',
    mean('pieces').toFixed(1),
    distinct('partition'),
    distinct('sorted'),
    middle(all.map(({ ms }) => ms)).toFixed(1),
  ];
  console.log(`| ${name} | ${order} | ${edges.length} | ${library} | ${cells.join(' | ')} |`);
}

function middle(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}

function ownLouvain(order, edges, seed) {
  return louvain(buildWeightedGraph(order, edgeList(edges)), { resolution: 1, random: seededRandom(seed) });
}

function ownBest(order, edges, seed) {
  return findCommunities(buildWeightedGraph(order, edgeList(edges)), { resolution: 1, seed, runs: 6 });
}

/** What the engine cuts is not the graph itself but the one where each tie counts by how often its ends stay together. */
function afterConsensus(find) {
  return (order, edges, seed) =>
    find(order, edgesOf(consensusWeights(buildWeightedGraph(order, edgeList(edges)), seed)), seed);
}

function edgeList(edges) {
  const list = new EdgeList();
  for (const [u, v, weight] of edges) list.push(u, v, weight);
  return list;
}

/** `place[v]` is the number that node v has in the shuffled graph. */
function shuffledGraph({ order, edges }, random) {
  const place = shuffle(
    Array.from({ length: order }, (_, v) => v),
    random,
  );
  return { place, edges: shuffle(edges, random).map(([u, v, weight]) => [place[u], place[v], weight]) };
}

/** What any library gets where the caller sorts first. */
function sortedBack(edges, place) {
  const nodeAt = [];
  for (const [v, at] of place.entries()) nodeAt[at] = v;
  return edges
    .map(([u, v, weight]) => [nodeAt[u], nodeAt[v], weight])
    .map(([u, v, weight]) => (u < v ? [u, v, weight] : [v, u, weight]))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function shuffle(list, random) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

/** Labels of any kind as numbers without gaps. */
function numbered(labels) {
  const numbers = new Map();
  return Int32Array.from(labels, (label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label);
  });
}

function broken(graph, partition) {
  const pieces = new Map();
  for (const [v, piece] of splitDisconnected(graph, partition).entries()) {
    if (!pieces.has(partition[v])) pieces.set(partition[v], new Set());
    pieces.get(partition[v]).add(piece);
  }
  return [...pieces.values()].filter(({ size }) => size > 1).length;
}

/** Nodes that the truth does not judge are left out. */
function ariOf(partition, truth) {
  const judged = [...truth.keys()].filter((v) => truth[v] !== undefined);
  const found = judged.map((v) => String(partition[v]));
  return adjustedRand(
    overlapTable(
      found,
      judged.map((v) => truth[v]),
    ),
  );
}

function dataset(name) {
  const read = (kind) => readFileSync(join(values.datasets, `${name}.${kind}.json`), 'utf8');
  const { evidence } = readGraph(read('graph'));
  const { coupling, views } = detectBoundaries(evidence, { seed: 1, folders: true });
  const { services, shared, ignore } = readTruth(read('truth'));
  const leftOut = new Set([...shared, ...ignore]);
  const trueOf = new Map(Object.entries(services).flatMap(([label, ids]) => ids.map((id) => [id, label])));
  const truth = views.index.ids.map((id) => (leftOut.has(id) ? undefined : trueOf.get(id)));
  return { name, order: coupling.order, edges: edgesOf(coupling), truth };
}

function edgesOf({ order, offsets, targets, weights }) {
  const edges = [];
  for (let v = 0; v < order; v++)
    for (let i = offsets[v]; i < offsets[v + 1]; i++)
      if (v < targets[i]) edges.push([v, targets[i], weights[i]]);
  return edges;
}

function plantedGraph({ order, edges, parts, crossing }) {
  const random = seededRandom(order + parts);
  const weights = new Map();
  while (weights.size < edges) {
    const u = Math.floor(random() * order);
    const within = (u % parts) + parts * Math.floor((random() * order) / parts);
    const v = random() < crossing ? Math.floor(random() * order) : within;
    if (u !== v) weights.set(Math.min(u, v) * order + Math.max(u, v), 1);
  }
  const list = [...weights.keys()].map((key) => [Math.floor(key / order), key % order, 1]);
  return { edges: list, truth: Array.from({ length: order }, (_, v) => String(v % parts)) };
}
