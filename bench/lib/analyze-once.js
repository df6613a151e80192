import { analyze } from '../../dist/analyzer/index.js';

const IMPORTS = new Set(['value', 'type', 'dynamic', 'require', 'reexport']);

/** Runs the analyzer in this process, without cache and history unless told otherwise. */
export function analyzeOnce(root, options = {}) {
  return analyze(
    root,
    { cache: false, commits: 0, ...options },
    {
      epoch: Date.now,
      now: () => performance.now(),
      signal: new AbortController().signal,
      onProgress: () => {},
    },
  );
}

/** The pairs of files that import statements join: what a specifier names, before names are followed. */
export function importPairs({ dependencies }) {
  const pairs = new Set();
  for (const { from, to, via, kind } of dependencies) {
    if (IMPORTS.has(kind)) pairs.add(JSON.stringify([from, via ?? to]));
  }
  return pairs;
}
