import { type Command, InvalidArgumentError } from 'commander';
import type { AnalyzeFlags } from '../analyze/analyze-flags.ts';
import type { AddCommand } from '../command.ts';

export const addAnalyze: AddCommand = ({ program, io, action }) => {
  addAnalyzeOptions(program.command('analyze').argument('[root]', 'folder of the monolith', '.')).action(
    action(async (root: string, flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('../analyze/run-analyze.ts');
      return runAnalyze(root, flags, io);
    }),
  );
};

function addAnalyzeOptions(command: Command): Command {
  return command
    .description('Read a monolith and propose service boundaries, with reasons.')
    .option('--include <glob...>', 'only these files, relative to the root')
    .option('--exclude <glob...>', 'leave these files out as well')
    .option('--tests', 'keep test files as modules')
    .option('--no-folders', 'keep folder names from speaking for boundaries')
    .option('--no-history', 'do not read git history')
    .option('--no-plan', 'propose as if there were no banyan.yaml')
    .option('--no-cache', 'read every file anew, and leave no cache')
    .option('--commits <number>', 'newest commits to look at (default: 5000)', wholeNumber)
    .option('--services <number>', 'propose exactly this many services', wholeNumber)
    .option('--seed <number>', 'repeat a run with another seed (default: 1)', wholeNumber)
    .option(
      '--workers <number>',
      'threads for reading (default: one core is left free, 4 at most)',
      wholeNumber,
    )
    .option('--from-depcruise <file>', 'take the module graph from a dependency-cruiser result (JSON)')
    .option('--routes <file>', 'compare with known endpoints: OpenAPI, a JSON list, or an access log')
    .option(
      '--traffic [path]',
      'use observed traffic (a folder or a file; default: .banyan/traffic in the root)',
    )
    .option('--graph <file>', 'judge a graph made elsewhere (JSON) instead of reading code')
    .option('--out <file>', 'where to write the analysis (default: .banyan/analysis.json in the root)')
    .option('--report [file]', 'write the HTML report too (default: report.html beside the analysis)')
    .option('--json', 'print one JSON document');
}

/** @throws InvalidArgumentError, which commander tells with the option's name */
function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('It takes a whole number, 0 or more.');
  return Number(text);
}
