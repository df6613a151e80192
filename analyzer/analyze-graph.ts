import { readGraph } from './graph-input/read-graph.ts';
import type { Analysis, Coverage } from './model/analysis.ts';
import { proposeServices } from './propose-services.ts';
import { toolVersion } from '../disk/tool-version.ts';

export interface GraphOptions {
  readonly seed: number;
  readonly folders: boolean;
  /** Exactly this many services, where given. */
  readonly services?: number | undefined;
}

/**
 * Judges a graph that was made elsewhere: everything after reading code. Same text and options, same analysis.
 *
 * @throws AnalysisError GRAPH_NOT_JSON, GRAPH_INVALID, GRAPH_TOO_LARGE, NO_MODULES, TOO_MANY_SERVICES
 */
export function analyzeGraph(text: string, options: GraphOptions): Analysis {
  const { name, evidence } = readGraph(text);
  const { useCases: _useCases, history: _history, ...facts } = evidence;
  const lines = evidence.modules.reduce((sum, module) => sum + module.lines, 0);
  return {
    formatVersion: 1,
    tool: { name: 'banyan', version: toolVersion() },
    codebase: { name, files: evidence.modules.length, lines, packages: [], tsconfigs: [] },
    ...facts,
    ...proposeServices(evidence, options),
    coverage: { ...nothingUnread, history: historyCoverage(evidence.history) },
  };
}

const nothingUnread: Omit<Coverage, 'history'> = {
  imports: { total: 0, internal: 0, external: 0, builtin: 0, unresolved: [] },
  skipped: [],
  findings: [],
};

function historyCoverage(history: ReturnType<typeof readGraph>['evidence']['history']): Coverage['history'] {
  return history.available
    ? { available: true, commits: history.commits.length }
    : { available: false, commits: 0, reason: history.reason };
}
