import type { Command } from 'commander';
import type { AddCommand, Shell } from '../command.ts';
import type { AdminFlags } from '../routes/admin-of.ts';
import type { DiffFlags } from '../routes/show-diff.ts';
import type { StatusFlags } from '../routes/show-status.ts';

interface MoveFlags extends AdminFlags {
  readonly by?: string;
  readonly why?: string;
}

interface MatchFlags extends AdminFlags {
  readonly host?: string;
  readonly header?: readonly string[];
}

export const addRoutes: AddCommand = (shell) => {
  const routes = shell.program
    .command('routes')
    .description('See and change what a running proxy sends where.');
  addStatus(routes, shell);
  addMatch(routes, shell);
  addDiff(routes, shell);
  addMoves(routes, shell);
  addPhases(routes, shell);
  addAudit(routes, shell);
};

function addStatus(routes: Command, { action, io }: Shell): void {
  withAdmin(routes.command('status'))
    .description('Every route with its stage, what both sides have answered, and what its gates say.')
    .option('-w, --watch', 'keep showing it, until Ctrl-C; where stdout is no terminal, what changes')
    .option('--all', 'also the routes that nothing has happened on, with their whole ids')
    .action(
      action(async (flags: StatusFlags & { readonly watch?: boolean; readonly json?: boolean }) => {
        if (flags.watch === true) return (await import('../routes/watch-status.ts')).watchStatus(flags, io);
        const { showStatus } = await import('../routes/show-status.ts');
        return showStatus(flags, io);
      }),
    );
}

function addMatch(routes: Command, { action, io }: Shell): void {
  withAdmin(routes.command('match'))
    .description(
      'Which route would take a request, and why. Asks the running proxy, or the plan with --plan.',
    )
    .argument('<method>', 'GET, POST …')
    .argument('<target>', 'path and query, such as /api/orders/7?full=1')
    .option('--host <name>', 'the Host of the request')
    .option('--header <field...>', 'a header of the request, such as "x-beta: 1"')
    .action(
      action(async (method: string, target: string, flags: MatchFlags) => {
        const { showMatch } = await import('../routes/show-match.ts');
        return showMatch({ method, target, host: flags.host ?? '', headers: flags.header ?? [] }, flags, io);
      }),
    );
}

function addDiff(routes: Command, { action, io }: Shell): void {
  withAdmin(routes.command('diff'))
    .description(
      'How the answers of service and monolith differ, by cause, from a running proxy or what the last one left.',
    )
    .argument('<route>', 'id of the route')
    .option('--samples', 'every sample, with what is around the difference')
    .option('--fail-on <share>', 'exit 1 where a larger share differs: 0, or 0.1%')
    .option('--min-compared <number>', 'exit 1 where fewer answers were compared')
    .option(
      '--anew',
      'count anew from now on, as after a fix (with --by and --why, for the log of the proxy)',
    )
    .option('--by <name>', 'who does so (default: the user)')
    .option('--why <text>', 'why')
    .action(
      action(async (route: string, flags: DiffFlags & MoveFlags & { readonly anew?: boolean }) => {
        if (flags.anew === true) return (await import('../routes/diff-anew.ts')).diffAnew(route, flags, io);
        const { showDiff } = await import('../routes/show-diff.ts');
        return showDiff(route, flags, io);
      }),
    );
}

function addMoves(routes: Command, { action, io }: Shell): void {
  const moves = [
    ['promote', 'One step up: monolith, canary step by step, live.'],
    ['rollback', 'Back to the monolith, at once.'],
  ] as const;
  for (const [verb, description] of moves) {
    withChange(withAdmin(routes.command(verb)).argument('<route>', 'id of the route'))
      .description(description)
      .action(
        action(async (route: string, flags: MoveFlags) => {
          const { moveRoute } = await import('../routes/move-route.ts');
          return moveRoute({ route, verb }, flags, io);
        }),
      );
  }
  withChange(withAdmin(routes.command('set')).argument('<route>', 'id of the route'))
    .argument('<stage>', 'monolith, shadow, canary:<percent> or live')
    .description('To a stage of your choice.')
    .action(
      action(async (route: string, stage: string, flags: MoveFlags) => {
        const { moveRoute } = await import('../routes/move-route.ts');
        return moveRoute({ route, verb: 'set', stage }, flags, io);
      }),
    );
}

function addPhases(routes: Command, { action, io }: Shell): void {
  const phases = [
    ['pause', 'Keep the gates from promoting it; a service that fails is still rolled back.'],
    ['resume', 'Let the gates go on.'],
  ] as const;
  for (const [verb, description] of phases) {
    withChange(withAdmin(routes.command(verb)).argument('<route>', 'id of the route'))
      .description(description)
      .action(
        action(async (route: string, flags: MoveFlags) => {
          const { setPhase } = await import('../routes/set-phase.ts');
          return setPhase({ route, verb }, flags, io);
        }),
      );
  }
}

function addAudit(routes: Command, { action, io }: Shell): void {
  withAdmin(routes.command('audit'))
    .description('Who or what changed which stage, when and why; newest first.')
    .option('--limit <count>', 'how many, up to 1000', '20')
    .action(
      action(async (flags: AdminFlags & { readonly limit: string }) => {
        const { showAudit } = await import('../routes/show-audit.ts');
        return showAudit(flags, io);
      }),
    );
}

function withAdmin(command: Command): Command {
  return command
    .option('--plan <file>', 'the plan, for where the admin listens', 'banyan.yaml')
    .option('--admin <address>', 'where the admin listens: host:port, or unix:/path')
    .option('--token-file <file>', 'file that holds the token of the admin (or BANYAN_ADMIN_TOKEN)')
    .option('--json', 'print one JSON document');
}

function withChange(command: Command): Command {
  return command
    .option('--by <name>', 'who changes it, for the audit log (default: the user)')
    .option('--why <text>', 'why, for the audit log');
}
