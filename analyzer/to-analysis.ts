import type { Analysis, Coverage } from './model/analysis.ts';
import type { Codebase } from './model/codebase.ts';
import type { Evidence } from './model/evidence.ts';
import type { Proposal } from './propose-services.ts';
import { toolVersion } from '../disk/tool-version.ts';

/** Puts the whole result together, in the order in which the file lists it. */
export function toAnalysis(
  codebase: Codebase,
  { history: _history, ...evidence }: Evidence,
  coverage: Coverage,
  proposal: Proposal,
): Analysis {
  return {
    formatVersion: 1,
    tool: { name: 'banyan', version: toolVersion() },
    codebase: {
      name: codebase.name,
      files: evidence.modules.length,
      lines: evidence.modules.reduce((sum, { lines }) => sum + lines, 0),
      packages: codebase.packages.map(({ name }) => name).sort(),
      tsconfigs: codebase.configs.map(({ path }) => path).sort(),
    },
    ...evidence,
    ...proposal,
    coverage,
  };
}
