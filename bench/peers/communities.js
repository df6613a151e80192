// Libraries that find communities, behind one signature: (order, edges, seed) → labels, an edge being [u, v, weight], each pair once.
import { UndirectedGraph } from 'graphology';
import * as graphologyLouvain from 'graphology-communities-louvain';
import Random from 'java-random';
import { Graph, leiden } from 'leiden-ts';
import { Clustering, LeidenAlgorithm, Network } from 'networkanalysis-ts';
import createGraph from 'ngraph.graph';
import { detectClusters } from 'ngraph.leiden';
import { seededRandom } from '../../dist/analyzer/graph/seeded-random.js';

const louvain = graphologyLouvain.default ?? graphologyLouvain;
/** As many as its command line runs. */
const ITERATIONS = 10;

export const communityPeers = {
  'graphology-communities-louvain': (order, edges, seed) => {
    const graph = new UndirectedGraph();
    for (let v = 0; v < order; v++) graph.addNode(v);
    for (const [u, v, weight] of edges) graph.addEdge(u, v, { weight });
    const found = louvain(graph, { getEdgeWeight: 'weight', rng: seededRandom(seed) });
    return Array.from({ length: order }, (_, v) => found[v]);
  },
  'networkanalysis-ts': (order, edges, seed) => {
    const column = (at) => edges.map((edge) => edge[at]);
    const network = new Network({
      nNodes: order,
      setNodeWeightsToTotalEdgeWeights: true,
      edges: [column(0), column(1)],
      edgeWeights: column(2),
      sortedEdges: false,
      checkIntegrity: false,
    });
    const total = 2 * network.getTotalEdgeWeight() + network.getTotalEdgeWeightSelfLinks();
    const algorithm = new LeidenAlgorithm();
    algorithm.initializeBasedOnResolutionAndNIterationsAndRandomnessAndRandom(
      1 / total,
      ITERATIONS,
      LeidenAlgorithm.DEFAULT_RANDOMNESS,
      new Random(seed),
    );
    const clustering = new Clustering({ nNodes: order });
    algorithm.improveClustering(network, clustering);
    return clustering.getClusters();
  },
  'ngraph.leiden': (order, edges, seed) => {
    const graph = createGraph();
    for (let v = 0; v < order; v++) graph.addNode(v);
    for (const [u, v, weight] of edges) graph.addLink(u, v, { weight });
    const found = detectClusters(graph, { randomSeed: seed });
    return Array.from({ length: order }, (_, v) => found.getClass(v));
  },
  'leiden-ts': (order, edges, seed) =>
    Array.from(leiden(Graph.fromEdgeList(order, edges), { seed, resolution: 1 }).partition.assignments),
};
