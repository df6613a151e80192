import { type Command, Option } from 'commander';
import type { AddCommand, Shell } from '../command.ts';
import { addModuleEdits, addServiceEdits, addSplits, addTies } from '../plan/edit-commands.ts';
import type { PlanFlags } from '../plan/plan-flags.ts';
import { withEdit, withPlan } from '../plan/plan-options.ts';
import { addAddresses, addRouteEdits, addShadow } from '../plan/traffic-commands.ts';
import type { TuiFlags } from '../tui/tui-flags.ts';

export const addPlan: AddCommand = (shell) => {
  const plan = shell.program
    .command('plan')
    .description('Shape the plan (banyan.yaml) in the terminal, or by the commands below.');
  addScreen(plan, shell);
  addReaders(plan, shell);
  addServiceEdits(plan, shell);
  addDrift(plan, shell);
  addSplits(plan, shell);
  addModuleEdits(plan, shell);
  addTies(plan, shell);
  addRouteEdits(plan, shell);
  addAddresses(plan, shell);
  addShadow(plan, shell);
  addFileEdits(plan, shell);
};

/** Without a sub-command: the planning screen. */
function addScreen(plan: Command, { io, action }: Shell): void {
  withPlan(plan)
    .option('--ascii', 'draw without box characters')
    .option('--screen-reader', 'speak in lines instead of drawing panels')
    .option('--replay <file>', 'press the keys that the file names; without a terminal, print the last frame')
    .action(
      action(async (_: unknown, command: Command) =>
        (await import('../tui/run-tui.ts')).runTui(command.opts<TuiFlags>(), io),
      ),
    );
}

function addReaders(plan: Command, { io, action }: Shell): void {
  withPlan(
    plan
      .command('show')
      .description('How far the migration is: services, routes by stage, what the boundaries cut.')
      .option('--since <rev>', 'beside the plan at this revision of git'),
  ).action(
    action(async (flags: PlanFlags & { since?: string }) =>
      (await import('../plan/show-plan.ts')).showPlan(flags, io),
    ),
  );
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

function addDrift(plan: Command, { io, action }: Shell): void {
  withEdit(
    plan
      .command('drift')
      .description('Modules that the plan does not speak of yet, and patterns that match nothing.')
      .option('--pin', 'pin new modules where the analysis would put them'),
  ).action(
    action(async (flags: PlanFlags & { pin?: boolean }) =>
      (await import('../plan/show-drift.ts')).showDrift(flags, io),
    ),
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
