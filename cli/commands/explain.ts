import type { AddCommand } from '../command.ts';

export const addExplain: AddCommand = ({ program, io, action }) => {
  program
    .command('explain')
    .description(
      'Say why a module is where it is, what a service is made of, what an endpoint reaches, who uses an entity.',
    )
    .argument(
      '<name>',
      'service, module, endpoint ("GET /orders/:id" or its path), entity or the id of a breach; entity:orders where two are called alike',
    )
    .option('--analysis <file>', 'the analysis to look in', '.banyan/analysis.json')
    .option('--json', 'print one JSON document')
    .action(
      action(async (name: string, flags: { analysis: string }) => {
        const { runExplain } = await import('../explain/run-explain.ts');
        return runExplain(name, flags.analysis, io);
      }),
    );
};
