import type { FunctionComponent } from 'preact';
import type { CutView } from '../../model/report.ts';
import { CallsView } from '../views/CallsView.tsx';
import { ChangesView } from '../views/ChangesView.tsx';
import { ContestedView } from '../views/ContestedView.tsx';
import { DataView } from '../views/DataView.tsx';
import { EndpointsView } from '../views/EndpointsView.tsx';
import { FoldersView } from '../views/FoldersView.tsx';
import { MapView } from '../views/MapView.tsx';
import { MatrixView } from '../views/MatrixView.tsx';
import { OverviewView } from '../views/OverviewView.tsx';
import { RoadmapView } from '../views/RoadmapView.tsx';
import { TransactionsView } from '../views/TransactionsView.tsx';
import { WhatIfView } from '../views/WhatIfView.tsx';
import type { PageState, ViewName } from './page-state.ts';

/** One view: what it is called, what question it answers, what it draws. */
interface ViewEntry {
  readonly title: string;
  readonly lead: string;
  readonly View: FunctionComponent;
  /** The number beside its name. */
  readonly countOf?: (cut: CutView, state: PageState) => number;
}

const REGISTRY: Readonly<Record<ViewName, ViewEntry>> = {
  overview: {
    title: 'Overview',
    lead: 'What is proposed, how sure it is, and what it would cost.',
    View: OverviewView,
  },
  map: {
    title: 'Service map',
    lead: 'Area is lines of code. Choose a service to see who uses it and what it uses; open it to see its modules.',
    View: MapView,
    countOf: ({ services }) => services.length,
  },
  matrix: {
    title: 'Dependency matrix',
    lead: 'A row uses the services whose columns are filled. Below the diagonal is against the order; a frame is a circle.',
    View: MatrixView,
  },
  folders: {
    title: 'Folders',
    lead: 'Folders by lines of code, coloured by service: one colour in a folder means that the cut follows it.',
    View: FoldersView,
  },
  calls: {
    title: 'Calls across boundaries',
    lead: 'What would become network traffic: callers left, callees right, width is references in the code.',
    View: CallsView,
    countOf: ({ links }) => links.length,
  },
  data: {
    title: 'Data ownership',
    lead: 'Which service would own each table, and who else reads or writes it.',
    View: DataView,
    countOf: ({ tables }) => tables.filter(({ conflict }) => conflict === 'written').length,
  },
  transactions: {
    title: 'Cut transactions',
    lead: 'Atomic today, over tables of several services tomorrow: each needs a saga, an event, or another boundary.',
    View: TransactionsView,
    countOf: ({ cutTransactions }) => cutTransactions.length,
  },
  endpoints: {
    title: 'Endpoints',
    lead: 'Every way in, the service that would answer it, and who answers today.',
    View: EndpointsView,
    countOf: ({ endpoints }) => endpoints.length,
  },
  roadmap: {
    title: 'Roadmap',
    lead: 'A service comes after those that it needs; within a wave, the most value for its cost comes first.',
    View: RoadmapView,
  },
  contested: {
    title: 'Contested modules',
    lead: 'Where the analysis is unsure: what pulls each module, and where else it could go. Ask someone who knows.',
    View: ContestedView,
    countOf: ({ contested }) => contested.length,
  },
  'what-if': {
    title: 'What if',
    lead: 'Move modules and merge services; the scores follow by the formulas of the analyzer. Nothing here changes code.',
    View: WhatIfView,
    countOf: (_cut, { operations }) => operations.length,
  },
  changes: { title: 'Changes', lead: 'This analysis beside an older one.', View: ChangesView },
};

export function viewOf(view: ViewName): ViewEntry {
  return REGISTRY[view];
}
