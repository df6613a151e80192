import type { RouteDivergences } from '../../proxy/model/divergence.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult, Diagnostic } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import type { AdminFlags } from './admin-of.ts';
import { findDivergences } from './find-divergences.ts';
import { renderDivergences } from './render-divergences.ts';

export interface DiffFlags extends AdminFlags {
  /** Share of compared answers beyond which the command fails: `0`, `0.1%`. */
  readonly failOn?: string;
  /** Fails too where fewer were compared. */
  readonly minCompared?: string;
  readonly samples?: boolean;
}

/** `banyan routes diff <route>`. */
export async function showDiff(route: string, flags: DiffFlags, io: Io): Promise<CommandResult> {
  const limit = flags.failOn === undefined ? undefined : toShare(flags.failOn);
  const least = flags.minCompared === undefined ? 0 : toCount(flags.minCompared);
  const { source, notRecorded, routes } = await findDivergences(route, flags, io);
  const page = routes[0] ?? nothingOf(route);
  const diagnostics: Diagnostic[] = [];
  if (source === 'disk')
    diagnostics.push(told('FROM_DISK', 'No proxy runs: this is what the last one has left.'));
  if (notRecorded !== '') {
    diagnostics.push(told('NOT_RECORDED', `The proxy cannot write this to disk: ${notRecorded}.`));
  }
  const failed = reasonToFail(page, { limit, least });
  if (failed !== undefined) diagnostics.push(told('GATE', failed));
  return {
    data: { source, ...page },
    text: () => {
      for (const { message } of diagnostics) io.stderr.write(`${printable(message)}\n`);
      return renderDivergences(page, { samples: flags.samples === true });
    },
    exitCode: failed === undefined ? 0 : 1,
    diagnostics,
  };
}

interface Gate {
  readonly limit: number | undefined;
  readonly least: number;
}

function reasonToFail({ compared, diverged }: RouteDivergences, { limit, least }: Gate): string | undefined {
  if (compared < least) return `Only ${compared} answers were compared, ${least} are asked for.`;
  if (limit === undefined || diverged <= limit * compared) return undefined;
  return `${diverged} of ${compared} answers differ, at most ${limit * 100} % are allowed.`;
}

function told(code: string, message: string): Diagnostic {
  return { severity: 'warning', code, message };
}

function nothingOf(route: string): RouteDivergences {
  return { route, since: '', compared: 0, diverged: 0, noisy: 0, causes: [], unlisted: 0 };
}

function toShare(written: string): number {
  const share = /^(\d{1,3}(?:\.\d{1,6})?)%$/u.exec(written)?.[1] ?? (written === '0' ? '0' : undefined);
  if (share !== undefined && Number(share) <= 100) return Number(share) / 100;
  throw new CliError(
    'USAGE',
    `"${written}" is no share.`,
    'Write --fail-on 0, or a percentage such as 0.1%.',
  );
}

function toCount(written: string): number {
  if (/^\d{1,9}$/u.test(written)) return Number(written);
  throw new CliError('USAGE', `"${written}" is no number of answers.`, 'Write --min-compared 500.');
}
