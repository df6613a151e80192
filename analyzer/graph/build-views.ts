import type { Evidence } from '../model/evidence.ts';
import type { ViewName } from '../model/decomposition.ts';
import { dataView } from './data-view.ts';
import type { EdgeList } from './edge-list.ts';
import { foldersView } from './folders-view.ts';
import { historyView } from './history-view.ts';
import { type MemberGroups, memberGroups } from './member-groups.ts';
import { indexModules, type ModuleIndex } from './module-index.ts';
import { namesView } from './names-view.ts';
import { structureView } from './structure-view.ts';
import { trafficView } from './traffic-view.ts';
import { useCaseView } from './use-case-view.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';
import { buildWeightedGraph, graphWithout, scaledToOne, type WeightedGraph } from './weighted-graph.ts';

/** One kind of coupling, with all its weight scaled to 1. */
export interface View {
  readonly name: ViewName;
  readonly graph: WeightedGraph;
}

export interface Views {
  readonly index: ModuleIndex;
  readonly vocabulary: Vocabulary;
  readonly groups: MemberGroups;
  /** The views that hold any weight, structure first. */
  readonly list: readonly View[];
}

export interface ViewOptions {
  /** False hides the folder of a module from every view. */
  readonly folders: boolean;
}

/** Evidence as graphs, one for each kind of coupling. */
export function buildViews(evidence: Evidence, { folders }: ViewOptions): Views {
  const index = indexModules(evidence.modules);
  const vocabulary = buildVocabulary(index, folders);
  const groups = memberGroups(evidence, index);

  const edges: readonly (readonly [ViewName, EdgeList])[] = [
    ['structure', structureView(evidence.dependencies, index)],
    ['data', dataView(evidence, index)],
    ['useCase', useCaseView({ useCases: evidence.useCases, members: groups.useCases }, index)],
    ['names', namesView(vocabulary)],
    ...(folders ? ([['folders', foldersView(index)]] as const) : []),
    ['history', historyView(groups.commits, index.ids.length)],
    ['traffic', trafficView(evidence, index)],
  ];
  const list = edges
    .map(([name, ties]) => ({ name, graph: scaledToOne(buildWeightedGraph(index.ids.length, ties)) }))
    .filter(({ graph }) => graph.total > 0);
  return { index, vocabulary, groups, list };
}

/** The same views without the ties of some modules, so that what was read need not be read again. */
export function withoutModules(views: Views, skip: Uint8Array): Views {
  const list = views.list
    .map(({ name, graph }) => ({ name, graph: scaledToOne(graphWithout(graph, skip)) }))
    .filter(({ graph }) => graph.total > 0);
  return { ...views, list };
}
