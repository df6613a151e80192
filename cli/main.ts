import { Command } from 'commander';
import { commands } from './commands/registry.ts';
import { type CommandResult, renderEnvelope } from './envelope.ts';
import { type Failure, failureOf, renderFailure } from './failure.ts';
import type { Io } from './io.ts';
import { toolVersion } from '../disk/tool-version.ts';

/**
 * Runs one command line. Returns the exit code: 0 ok, 1 findings, 2 usage or input, 3 our bug, 130 interrupted.
 * Never throws, never exits the process.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const finish = (result: CommandResult, command: string, json: boolean): void => {
    exitCode = result.exitCode ?? 0;
    if (json) io.stdout.write(renderEnvelope(command, exitCode === 0, result.data, result.diagnostics));
    else io.stdout.write(result.text());
  };
  const program = createProgram(io, finish);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    const failure = failureOf(error);
    report(failure, argv, io);
    return failure.exitCode;
  }
  return exitCode;
}

type Finish = (result: CommandResult, command: string, json: boolean) => void;

function createProgram(io: Io, finish: Finish): Command {
  const program = new Command('banyan')
    .description('Turn a TypeScript monolith into services, one measured step at a time.')
    .version(toolVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => undefined, // Errors are told once, by `report`.
      getOutHelpWidth: () => io.columns,
    })
    // Without `[options]`, which all take, the descriptions keep enough room to be wrapped at 80 columns.
    .configureHelp({ subcommandTerm })
    .showSuggestionAfterError()
    .enablePositionalOptions(); // An option behind a sub-command is that one's own, also where its parent has one like it.
  const shell = { program, io, action: actionOf(finish) };
  for (const add of commands) add(shell);
  return program;
}

function subcommandTerm(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...names].join(' ');
}

function actionOf(finish: Finish) {
  return <Args extends unknown[]>(work: (...args: Args) => Promise<CommandResult>) =>
    async (...args: Args): Promise<void> => {
      const command = args.find((argument) => argument instanceof Command);
      const { json } = command?.optsWithGlobals() ?? {};
      finish(await work(...args), command ? fullName(command) : '', json === true);
    };
}

function fullName(command: Command): string {
  const parent = command.parent;
  return parent?.parent ? `${fullName(parent)} ${command.name()}` : command.name();
}

function report(failure: Failure, argv: readonly string[], io: Io): void {
  if (failure.exitCode === 0) return;
  if (argv.includes('--json')) {
    const command = argv.find((argument) => !argument.startsWith('-')) ?? '';
    io.stdout.write(renderEnvelope(command, false, undefined, [failure.diagnostic]));
  }
  io.stderr.write(renderFailure(failure));
}
