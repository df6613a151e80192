import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation } from '../../plan/index.ts';
import { edit, type EditShell } from './plan-options.ts';

export function addRouteEdits(plan: Command, shell: EditShell): void {
  edit(
    plan
      .command('add-route')
      .argument('<id>', 'such as orders.read')
      .requiredOption('--path <template>', 'such as /api/orders/:id')
      .requiredOption('--service <name>', 'the service that is to answer')
      .option('--method <method...>', 'GET, POST …; without it every method')
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
      .argument('<route>', 'its id in the plan')
      .argument('<stage>', 'monolith, shadow, canary or live')
      .option('--percent <number>', 'share of the canary', percentOf)
      .option('--upstream <address...>', 'where its service listens')
      .description('Move a route to another stage.'),
    shell,
    (route: string, stage: string, flags: { percent?: number; upstream?: string[] }) =>
      ({ op: 'stage', route, stage, ...taken(flags, 'percent', 'upstream') }) as Operation,
  );
}

export function addAddresses(plan: Command, shell: EditShell): void {
  edit(
    plan
      .command('upstream')
      .argument('<service>', 'a service, or monolith')
      .argument('<address...>', 'http://host:port, https://host:port or unix:/path')
      .description('Say where a service, or the monolith, listens.'),
    shell,
    (service: string, addresses: string[]) => ({ op: 'upstream', service, addresses }),
  );
  edit(
    plan
      .command('listen')
      .argument('[address]', 'host:port, such as 127.0.0.1:8080')
      .option('--admin <address>', 'where its admin API and dashboard listen')
      .description('Say where the proxy listens.'),
    shell,
    (address: string | undefined, { admin }: { admin?: string }) => ({
      op: 'listen',
      ...taken({ address, admin }, 'address', 'admin'),
    }),
  );
}

interface ShadowFlags {
  readonly percent?: number;
  readonly ignore?: string[];
  readonly unsafe?: boolean;
  readonly credentials?: 'strip' | 'keep';
}

export function addShadow(plan: Command, shell: EditShell): void {
  edit(
    plan
      .command('shadow')
      .argument('<route>', 'its id in the plan')
      .option('--percent <number>', 'share of the requests that are mirrored', percentOf)
      .option('--ignore <part...>', 'what may differ: $.generatedAt, header:date')
      .option('--unsafe', 'also mirror methods that change something; needs a service with data of its own')
      .option('--no-unsafe', 'mirror only methods that read')
      .addOption(
        new Option('--credentials <rule>', 'whether cookies and tokens reach the service').choices([
          'strip',
          'keep',
        ]),
      )
      .description('Say what of a route is mirrored, and what may differ.'),
    shell,
    (route: string, flags: ShadowFlags) => ({
      op: 'shadow',
      route,
      ...taken(flags, 'percent', 'ignore', 'unsafe', 'credentials'),
    }),
  );
}

/** The flags that were given. */
function taken<Flags extends object, Key extends keyof Flags>(
  flags: Flags,
  ...keys: readonly Key[]
): { [Each in Key]?: Exclude<Flags[Each], undefined> } {
  return Object.fromEntries(
    keys.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])),
  ) as never;
}

/** @throws InvalidArgumentError, which commander tells with the option's name */
function percentOf(text: string): number {
  const percent = Number(text);
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('It takes a number from 0 to 100.');
  return percent;
}
