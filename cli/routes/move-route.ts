import { userInfo } from 'node:os';
import { CliError } from '../cli-error.ts';
import type { RouteDivergences } from '../../proxy/model/divergence.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';
import { count } from '../../words/count.ts';

export interface Move {
  readonly route: string;
  readonly verb: 'promote' | 'rollback' | 'set';
  /** `monolith`, `shadow`, `canary:<percent>` or `live`, for `set`. */
  readonly stage?: string;
}

export async function moveRoute(
  { route, verb, stage }: Move,
  flags: AdminFlags & { readonly by?: string; readonly why?: string },
  io: Io,
): Promise<CommandResult> {
  const by = flags.by ?? userInfo().username;
  const body = { by, why: flags.why ?? '', ...(stage === undefined ? {} : toStage(stage)) };
  const admin = adminOf(flags, io);
  const { from, to } = await admin.move(route, verb, body);
  const page = toClients(to) ? (await admin.divergences(route)).routes[0] : undefined;
  const warning = page === undefined || page.diverged === 0 ? undefined : warningOf(page);
  return {
    data: { route, from, to },
    text: () => {
      if (warning !== undefined) io.stderr.write(`${printable(warning.message)}\n`);
      const hint = verb === 'rollback' ? `"banyan routes set ${route} shadow" mirrors it again.\n` : '';
      return `${route}: ${told(from)} → ${told(to)}\n${hint}`;
    },
    diagnostics: warning === undefined ? [] : [warning],
  };
}

function toClients({ stage }: { readonly stage: string }): boolean {
  return stage === 'canary' || stage === 'live';
}

/** A person may know better: it is said, and done all the same. */
function warningOf({ route, compared, diverged, since }: RouteDivergences): Diagnostic {
  const message =
    `Clients now meet a service of whose ${count(compared)} compared answers ${count(diverged)} differ (since ${since}): ` +
    `"banyan routes diff ${route}" shows how; if that is mended, "banyan routes diff ${route} --anew" counts anew.`;
  return { severity: 'warning', code: 'DIVERGES', message };
}

function toStage(written: string): { stage: string; percent?: number } {
  if (written === 'monolith' || written === 'shadow' || written === 'live') return { stage: written };
  const percent = /^canary:(\d{1,3}(?:\.\d{1,6})?)%?$/u.exec(written)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return { stage: 'canary', percent: Number(percent) };
  throw new CliError(
    'USAGE',
    `"${written}" is no stage.`,
    'Write monolith, shadow, canary:<percent> or live.',
  );
}

function told({ stage, percent }: { readonly stage: string; readonly percent: number }): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}
