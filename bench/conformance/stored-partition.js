import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where each tool's decomposition of an application into K lies; FoSCI's are five, the fifth is what the published code read. */
const FILES = {
  Mono2Micro: (_, k) => `mono2micro_output/vertical_cluster_assignment_${k}.json`,
  CoGCN: (_, k) => `cogcn_output/vertical_cluster_assignment__${k}.json`,
  MEM: (_, k) => `mem_output/vertical_clustering__${k}.json`,
  Bunch: (app, k) => `bunch_output/${app}_${k}.json`,
  FoSCI: (app, k) => `fosci_output/${app}_n_candidate_${k}_repeat_4.csv`,
};

/** The label of each class in the order of the file, or undefined where none was published. */
export function storedPartition(folder, { app, tool, k }) {
  const file = join(folder, FILES[tool](app, k));
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const pairs = file.endsWith('.csv')
    ? text
        .trim()
        .split(/\r?\n/u)
        .map((line) => line.split(','))
    : Object.entries(JSON.parse(text));
  return new Map(pairs.map(([name, label]) => [name, String(label)]));
}
