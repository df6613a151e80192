import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation } from '../../plan/index.ts';
import type { AddCommand, Shell } from '../command.ts';
import type { CommandResult } from '../envelope.ts';

/** What every sub-command of `plan` takes. */
export interface PlanFlags {
  readonly plan?: string;
  readonly analysis?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const addPlan: AddCommand = (shell) => {
  const plan = shell.program.command('plan').description('Read and change the plan (banyan.yaml).');
  plan.action(() => plan.outputHelp());
  addReaders(plan, shell);
  addServiceEdits(plan, shell);
  addModuleEdits(plan, shell);
  addRouteEdits(plan, shell);
  addFileEdits(plan, shell);
};

function addReaders(plan: Command, { io, action }: Shell): void {
  withPlan(
    plan.command('show').description('Services, routes by stage, and what the boundaries cut.'),
  ).action(action(async (flags: PlanFlags) => (await import('../plan/show-plan.ts')).showPlan(flags, io)));
  withPlan(plan.command('validate').description('Say every fault of the plan, with its place.')).action(
    action(async (flags: PlanFlags) => (await import('../plan/validate-plan.ts')).validatePlan(flags, io)),
  );
  withPlan(
    plan
      .command('diff')
      .argument('[old]', 'a plan or an analysis (default: the plan at HEAD)')
      .argument('[new]', 'a plan or an analysis (default: the plan as it is)')
      .description('What changed between two plans, or two analyses, in words.')
      .option('--since <rev>', 'the plan at this revision of git, in place of HEAD')
      .option('--markdown', 'for a pull request'),
  ).action(
    action(
      async (
        old: string | undefined,
        now: string | undefined,
        flags: PlanFlags & { since?: string; markdown?: boolean },
      ) => (await import('../plan/show-diff.ts')).showDiff([old, now], flags, io),
    ),
  );
}

function addServiceEdits(plan: Command, shell: Shell): void {
  edit(
    plan.command('add-service').argument('<name>').option('--owner <team>').description('Add a service.'),
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
      .argument('<service>')
      .argument('<name>')
      .description('Rename a service wherever it is named.'),
    shell,
    (service: string, to: string) => ({ op: 'rename', service, to }),
  );
  edit(
    plan
      .command('merge')
      .argument('<service...>')
      .requiredOption('--into <name>')
      .description('Make one service of several.'),
    shell,
    (services: string[], { into }: { into: string }) => ({ op: 'merge', services, into }),
  );
  edit(
    plan
      .command('split')
      .argument('<service>')
      .requiredOption('--into <name>')
      .requiredOption('--modules <glob...>')
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
      .argument('<table>')
      .requiredOption('--by <service>')
      .description('Let one service own a table.'),
    shell,
    (entity: string, { by }: { by: string }) => ({ op: 'own', entity, service: by }),
  );
}

function addModuleEdits(plan: Command, shell: Shell): void {
  edit(
    because(
      plan
        .command('move')
        .argument('<module...>')
        .requiredOption('--to <service>')
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
      .argument('<glob...>')
      .requiredOption('--to <service>')
      .description('List modules under a service.'),
    shell,
    (modules: string[], { to }: { to: string }) => ({ op: 'pin', modules, to }),
  );
  for (const [name, op] of [
    ['keep-together', 'keepTogether'],
    ['keep-apart', 'keepApart'],
  ] as const) {
    const words = op === 'keepTogether' ? 'in one service' : 'in different services';
    edit(
      because(plan.command(name).argument('<module...>').description(`Keep modules ${words}.`)),
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
      .argument('<module...>')
      .addOption(
        new Option('--as <fate>').choices(['library', 'service', 'replicate', 'keep']).makeOptionMandatory(),
      )
      .description('Decide what becomes of shared modules.'),
    shell,
    (modules: string[], { as }: { as: 'library' }) => ({ op: 'share', modules, as }),
  );
}

function addRouteEdits(plan: Command, shell: Shell): void {
  edit(
    plan
      .command('add-route')
      .argument('<id>')
      .requiredOption('--path <template>', 'such as /api/orders/:id')
      .requiredOption('--service <name>')
      .option('--method <method...>')
      .description('Add a route, at stage monolith.'),
    shell,
    (id: string, { path, service, method }: { path: string; service: string; method?: string[] }) => ({
      op: 'addRoute',
      id,
      path,
      service,
      ...(method === undefined ? {} : { methods: method }),
    }),
  );
  edit(
    plan
      .command('stage')
      .argument('<route>')
      .argument('<stage>', 'monolith, shadow, canary or live')
      .option('--percent <number>', 'share of the canary', percentOf)
      .description('Move a route to another stage.'),
    shell,
    (route: string, stage: string, { percent }: { percent?: number }) =>
      ({ op: 'stage', route, stage, ...(percent === undefined ? {} : { percent }) }) as Operation,
  );
}

function addFileEdits(plan: Command, { io, action }: Shell): void {
  withEdit(
    plan
      .command('create')
      .description('Write a first plan from an analysis.')
      .addOption(
        new Option('--granularity <name>').choices(['coarse', 'recommended', 'fine']).default('recommended'),
      ),
  ).action(
    action(async (flags: PlanFlags & { granularity: 'recommended' }) =>
      (await import('../plan/create-plan.ts')).createPlan(flags, io),
    ),
  );
  withEdit(
    plan
      .command('fmt')
      .description('Write the plan in its canonical form.')
      .option('--check', 'only say whether it is'),
  ).action(
    action(async (flags: PlanFlags & { check?: boolean }) =>
      (await import('../plan/run-fmt.ts')).runFmt(flags, io),
    ),
  );
  withEdit(
    plan
      .command('apply')
      .argument('<file>', 'JSON list of operations, as the report exports it')
      .description('Apply operations from a file.'),
  ).action(
    action(async (file: string, flags: PlanFlags) =>
      (await import('../plan/run-operations.ts')).applyFile(file, flags, io),
    ),
  );
  withEdit(plan.command('undo').description('Take the last command of this kind back.')).action(
    action(async (flags: PlanFlags) => (await import('../plan/undo-operation.ts')).undoOperation(flags, io)),
  );
}

/** A command whose words say an operation. */
function edit<Args extends unknown[]>(
  command: Command,
  { io, action }: Shell,
  toOperation: (...args: Args) => Operation,
): void {
  withEdit(command).action(
    action(async (...args: [...Args, PlanFlags, Command]): Promise<CommandResult> => {
      const flags = args.at(-2) as Args[number] & PlanFlags;
      const operation = toOperation(...(args.slice(0, -1) as unknown as Args));
      return (await import('../plan/run-operations.ts')).runOperations([operation], flags, io);
    }),
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

function withPlan(command: Command): Command {
  return command
    .option('--plan <file>', 'the plan (default: banyan.yaml)')
    .option('--analysis <file>', 'what to measure on (default: .banyan/analysis.json beside the plan)')
    .option('--json', 'print one JSON document');
}

function withEdit(command: Command): Command {
  return withPlan(command).option('--dry-run', 'show the change and its effect, and write nothing');
}

/** @throws InvalidArgumentError, which commander tells with the option's name */
function percentOf(text: string): number {
  const percent = Number(text);
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('It takes a number from 0 to 100.');
  return percent;
}
