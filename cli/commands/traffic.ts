import type { AddCommand } from '../command.ts';
import type { ImportFlags } from '../traffic/run-import.ts';

export const addTraffic: AddCommand = ({ program, io, action }) => {
  const traffic = program.command('traffic').description('Observed traffic: evidence for the next analysis.');
  traffic
    .command('import')
    .description('Sum up an access log or exported traces, for `banyan analyze --traffic`.')
    .argument('<file...>', 'common, combined or JSON access logs, or OTLP/JSON traces; .gz too; - is stdin')
    .option('--format <format>', 'common, json or otlp (default: by the first lines)')
    .option('--out <folder>', 'where to write the summary', '.banyan/traffic')
    .option('--json', 'print one JSON document')
    .action(
      action(async (files: string[], flags: ImportFlags) => {
        const { runImport } = await import('../traffic/run-import.ts');
        return runImport(files, flags, io);
      }),
    );
};
