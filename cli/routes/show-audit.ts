import type { AuditAnswer, AuditEntry } from '../../proxy/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

const MOST = 1000;
const INDENT = '    ';

/** Who changed which stage, and why. Throws `CliError`, `ProxyError`. */
export async function showAudit(
  flags: AdminFlags & { readonly limit: string },
  io: Io,
): Promise<CommandResult> {
  const limit = Number(flags.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new CliError('USAGE', `"${flags.limit}" is no number of entries.`, `Write 1 to ${MOST}.`);
  }
  const answer = await adminOf(flags, io).audit(limit);
  return { data: answer, text: () => renderAudit(answer, io.columns) };
}

export function renderAudit({ entries, more }: AuditAnswer, columns: number): string {
  if (entries.length === 0) return 'No stage has been changed yet.\n';
  const lines = entries.flatMap((entry) => renderEntry(entry, columns));
  return `${[...lines, ...(more ? ['… older ones with a higher --limit'] : [])].join('\n')}\n`;
}

function renderEntry(entry: AuditEntry, columns: number): string[] {
  const { at, route, kind, from, to, by, why, dryRun } = entry;
  const moved = kind === 'pause' || kind === 'resume' ? told(to) : `${told(from)} → ${told(to)}`;
  const what = `${dryRun ? 'would ' : ''}${kind}`;
  const head = `${at.slice(0, 19).replace('T', ' ')}  ${route}  ${what}  ${moved}  by ${by}`;
  const reasons = why === '' ? [] : wrap(printable(why), columns - INDENT.length);
  return [printable(head), ...reasons.map((line) => INDENT + line)];
}

function told({ stage, percent }: AuditEntry['to']): string {
  return stage === 'canary' ? `canary ${percent} %` : stage;
}
