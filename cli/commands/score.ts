import type { AddCommand } from '../command.ts';

export const addScore: AddCommand = ({ program, io, action }) => {
  program
    .command('score')
    .description('Score the proposed services, or against a decomposition that people hold to be right.')
    .argument('[truth]', 'JSON: {"services": {"orders": ["src/order.ts"]}, "shared": [], "ignore": []}')
    .option('--analysis <file>', 'the analysis to score', '.banyan/analysis.json')
    .option('--json', 'print one JSON document')
    .action(
      action(async (truth: string | undefined, flags: { analysis: string }) => {
        const { runScore } = await import('../score/run-score.ts');
        return runScore(truth, flags.analysis, io);
      }),
    );
};
