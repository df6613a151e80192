import { type AdminClient, explainMatch, loadPlan, readPlanText } from '../../proxy/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly headers: readonly string[];
}

type Found = Awaited<ReturnType<AdminClient['match']>>;

/** Asks the running proxy; where none answers, the plan itself, and says so. */
export async function showMatch(asked: Asked, flags: AdminFlags, io: Io): Promise<CommandResult> {
  const running = await askProxy(asked, flags, io);
  const found = running ?? askPlan(asked, flags, io);
  const source = running ? 'the running proxy' : `${flags.plan} (no proxy answers)`;
  return {
    data: { source, ...found },
    text: () => renderMatch(asked, found, source),
    ...(found.ambiguous ? { exitCode: 1 as const } : {}),
  };
}

async function askProxy(asked: Asked, flags: AdminFlags, io: Io): Promise<Found | undefined> {
  const query = new URLSearchParams({
    method: asked.method.toUpperCase(),
    target: asked.target,
    host: asked.host,
  });
  for (const header of asked.headers) query.append('header', header);
  try {
    return await adminOf(flags, io).match(query);
  } catch (error) {
    if (Reflect.get(error as object, 'code') === 'ADMIN_UNREACHABLE' && flags.admin === undefined)
      return undefined;
    throw error;
  }
}

function askPlan({ method, target, host, headers }: Asked, { plan }: AdminFlags, io: Io): Found {
  const { table } = loadPlan(readPlanText(plan), plan, { env: io.env, instance: 'cli', cpus: 1 });
  const [path = '/', query = ''] = target.split(/\?(.*)/su);
  const fields = headers.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  const request = { method: method.toUpperCase(), host: host.toLowerCase(), path, query };
  const { route, ...rest } = explainMatch(table, { ...request, headers: Object.fromEntries(fields) });
  return { ...rest, route: route ?? null };
}

function renderMatch({ method, target }: Asked, found: Found, source: string): string {
  const { route, path, ambiguous } = found;
  const lines = [`${printable(`${method.toUpperCase()} ${target}`)}, by ${printable(source)}:`];
  if (ambiguous) {
    lines.push(
      `  refused (400): ${printable(ambiguous.path)} is another reading, and goes to ${ambiguous.route}`,
    );
  } else if (route === null) lines.push(...NO_ROUTE);
  else lines.push(`  ${route.id} → ${route.stage === 'monolith' ? 'monolith' : sides(route)}`);
  if (path !== target.split('?')[0]) lines.push(`  chosen by the path ${printable(path)}`);
  if (found.outranked.length > 0)
    lines.push(`  before ${found.outranked.join(', ')}, which would take it otherwise`);
  for (const { id, why } of found.refused) lines.push(`  not ${id}: it ${printable(why)}`);
  return `${lines.join('\n')}\n`;
}

const NO_ROUTE = [
  '  no route: the monolith answers',
  '  ask with the whole path, prefixes and all; "banyan routes status --all" lists',
  '  the routes, and "banyan plan add-route" makes one',
];

function sides({ stage, percent, service }: NonNullable<Found['route']>): string {
  if (stage === 'live') return `${service} (live)`;
  return stage === 'canary' ? `${percent} % ${service}, the rest monolith (canary)` : `monolith (${stage})`;
}
