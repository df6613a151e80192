import { UndirectedGraph } from 'graphology';
import * as louvain from 'graphology-communities-louvain';
import { seededRandom } from '../../dist/analyzer/graph/seeded-random.js';

const detailed = (louvain.default ?? louvain).detailed ?? louvain.detailed;

/** What anyone gets from a library: communities of the import graph, each pair once, without weights. */
export function plainLouvain({ modules, dependencies }, seed) {
  const graph = new UndirectedGraph();
  for (const { id } of modules) graph.addNode(id);
  for (const { from, to } of dependencies) if (from !== to) graph.mergeEdge(from, to);
  const { communities } = detailed(graph, { getEdgeWeight: null, rng: seededRandom(seed) });
  const services = new Map();
  for (const [id, community] of Object.entries(communities)) {
    if (!services.has(community)) services.set(community, []);
    services.get(community).push(id);
  }
  return { services: [...services].map(([name, list]) => ({ name: `c${name}`, modules: list })), shared: [] };
}

/** One service for each folder, at the depth (below the folder that all share) that scores best: an oracle. */
export function folderCuts({ modules }) {
  const paths = modules.map(({ id }) => id.split('/').slice(0, -1));
  let shared = 0;
  while (paths.every((path) => shared < path.length && path[shared] === paths[0][shared])) shared++;
  return [1, 2, 3].map((depth) => {
    const services = new Map();
    for (const [i, { id }] of modules.entries()) {
      const folder = paths[i].slice(0, shared + depth).join('/');
      if (!services.has(folder)) services.set(folder, []);
      services.get(folder).push(id);
    }
    return { services: [...services].map(([name, list]) => ({ name, modules: list })), shared: [] };
  });
}
