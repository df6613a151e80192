import { userInfo } from 'node:os';
import { CliError } from '../cli-error.ts';
import type { RouteDivergences } from '../../proxy/model/divergence.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { hintLines } from '../text/hint-lines.ts';
import { wrap } from '../text/layout.ts';
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
  const found = toClients(to) ? (await admin.divergences(route)).routes : undefined;
  const warning = found && (divergesIn(found[0]) ?? skippedBy(route, from, found[0]));
  return {
    data: { route, from, to },
    text: () => {
      if (warning !== undefined) io.stderr.write(told(warning, io.columns));
      const hint = verb === 'rollback' ? `"banyan routes set ${route} shadow" mirrors it again.\n` : '';
      return `${route}: ${standing(from)} → ${standing(to)}\n${hint}`;
    },
    diagnostics: warning === undefined ? [] : [warning],
  };
}

function toClients({ stage }: { readonly stage: string }): boolean {
  return stage === 'canary' || stage === 'live';
}

/** A person may know better: it is said, and done all the same. */
function divergesIn(page: RouteDivergences | undefined): Diagnostic | undefined {
  if (page === undefined || page.diverged === 0) return undefined;
  const { route, compared, diverged, since } = page;
  const message = `Clients now meet a service of whose ${count(compared)} compared answers ${count(diverged)} differ (since ${since}).`;
  const hint = `what differs (and with --anew, after a fix, counting begins again): banyan routes diff ${route}`;
  return { severity: 'warning', code: 'DIVERGES', message, hint };
}

/** From the monolith straight to clients, though nothing was ever compared. */
function skippedBy(
  route: string,
  from: { readonly stage: string },
  page: RouteDivergences | undefined,
): Diagnostic | undefined {
  if (toClients(from) || (page?.compared ?? 0) > 0) return undefined;
  const message = `Clients now meet a service of whose answers none was compared${from.stage === 'monolith' ? ': the shadow was skipped' : ''}.`;
  const hint = `to compare first, while the monolith answers: banyan routes set ${route} shadow`;
  return { severity: 'warning', code: 'SHADOW_SKIPPED', message, hint };
}

function told({ message, hint = '' }: Diagnostic, columns: number): string {
  const lines = [
    ...wrap(printable(`warning: ${message}`), columns),
    ...hintLines(printable(`hint: ${hint}`), columns - 2).map((line) => `  ${line}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
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

function standing({ stage, percent }: { readonly stage: string; readonly percent: number }): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}
