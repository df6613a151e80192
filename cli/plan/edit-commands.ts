import { type Command, Option } from 'commander';
import { edit, type EditShell } from './plan-options.ts';

export function addServiceEdits(plan: Command, shell: EditShell): void {
  edit(
    plan
      .command('add-service')
      .argument('<name>', 'letters, digits and dashes')
      .option('--owner <team>', 'who answers for it')
      .description('Add a service.'),
    shell,
    (name: string, { owner }: { owner?: string }) => ({
      op: 'addService',
      service: name,
      ...(owner === undefined ? {} : { owner }),
    }),
  );
  edit(
    plan
      .command('rename')
      .argument('<service>', 'its name in the plan')
      .argument('<name>', 'the new one')
      .description('Rename a service wherever it is named.'),
    shell,
    (service: string, to: string) => ({ op: 'rename', service, to }),
  );
  edit(
    plan
      .command('merge')
      .argument('<service...>', 'those that become one')
      .requiredOption('--into <name>', 'one of them, or a new name')
      .description('Make one service of several.'),
    shell,
    (services: string[], { into }: { into: string }) => ({ op: 'merge', services, into }),
  );
}

export function addSplits(plan: Command, shell: EditShell): void {
  edit(
    plan
      .command('split')
      .argument('<service>', 'the one that gets smaller')
      .requiredOption('--into <name>', 'name of the new service')
      .requiredOption('--modules <glob...>', 'what goes there: paths or globs; "!…" leaves out')
      .description('Take modules out of a service into a new one.'),
    shell,
    (service: string, { into, modules }: { into: string; modules: string[] }) => ({
      op: 'split',
      service,
      into,
      modules,
    }),
  );
  edit(
    plan
      .command('own')
      .argument('<table>', 'a table or entity of the analysis')
      .requiredOption('--by <service>', 'the one that writes it; others ask')
      .description('Let one service own a table.'),
    shell,
    (entity: string, { by }: { by: string }) => ({ op: 'own', entity, service: by }),
  );
}

export function addModuleEdits(plan: Command, shell: EditShell): void {
  edit(
    because(
      plan
        .command('move')
        .argument('<module...>', 'paths or globs')
        .requiredOption('--to <service>', 'where they belong')
        .description('Decide where modules belong.'),
    ),
    shell,
    (modules: string[], { to, ...flags }: Because & { to: string }) => ({
      op: 'move',
      modules,
      to,
      ...reasonOf(flags),
    }),
  );
  edit(
    plan
      .command('pin')
      .argument('<glob...>', 'paths or globs; "!…" leaves out')
      .requiredOption('--to <service>', 'the service that lists them')
      .description('List modules under a service.'),
    shell,
    (modules: string[], { to }: { to: string }) => ({ op: 'pin', modules, to }),
  );
}

export function addTies(plan: Command, shell: EditShell): void {
  for (const [name, op] of [
    ['keep-together', 'keepTogether'],
    ['keep-apart', 'keepApart'],
  ] as const) {
    const words = op === 'keepTogether' ? 'in one service' : 'in different services';
    edit(
      because(
        plan.command(name).argument('<module...>', 'two or more paths').description(`Keep modules ${words}.`),
      ),
      shell,
      (modules: string[], flags: Because) => ({
        op,
        modules,
        ...reasonOf(flags),
      }),
    );
  }
  edit(
    plan
      .command('share')
      .argument('<module...>', 'paths or globs')
      .addOption(
        new Option('--as <fate>', 'a library, a service of its own, a copy for each, or as it is')
          .choices(['library', 'service', 'replicate', 'keep'])
          .makeOptionMandatory(),
      )
      .description('Decide what becomes of shared modules.'),
    shell,
    (modules: string[], { as }: { as: 'library' }) => ({ op: 'share', modules, as }),
  );
}

interface Because {
  readonly why?: string;
  readonly by?: string;
}

function because(command: Command): Command {
  return command.option('--why <reason>', 'kept in the plan').option('--by <person>', 'kept in the plan');
}

function reasonOf({ why, by }: Because): Because {
  return { ...(why === undefined ? {} : { why }), ...(by === undefined ? {} : { by }) };
}
