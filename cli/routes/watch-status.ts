import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxyStatus } from '../../proxy/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { adminOf } from './admin-of.ts';
import { renderStatus, type StatusFlags } from './show-status.ts';

const EVERY_MS = 1000;
/** Home, and what is below erased: drawn over without a flicker. */
const HOME = '\u001b[H';
const ERASE_LINE = '\u001b[K';
const ERASE_BELOW = '\u001b[J';
const CLEAR = '\u001b[2J';

/**
 * Shows the status until Ctrl-C: drawn over in a terminal, else a line for each route that has changed its stage or its
 * phase. A proxy that goes away is waited for, once it was there. Throws `CliError` under --json, which is one document.
 */
export async function watchStatus(
  flags: StatusFlags & { readonly json?: boolean },
  io: Io,
): Promise<CommandResult> {
  if (flags.json === true) {
    throw new CliError(
      'USAGE',
      '--watch has no end, and --json is one document.',
      'Ask again and again instead.',
    );
  }
  const admin = adminOf(flags, io);
  let status = await admin.status();
  let shown = new Map<string, string>();
  if (io.terminal === true) io.stdout.write(CLEAR);
  while (!io.signal.aborted) {
    if (io.terminal === true) io.stdout.write(frame(renderStatus(status, io.columns, flags.all)));
    else shown = tell(status, shown, io);
    await sleep(EVERY_MS, undefined, { signal: io.signal }).catch(() => undefined);
    if (!io.signal.aborted) status = await admin.status().catch((error: Error) => gone(status, error));
  }
  return { data: null, text: () => '' };
}

function frame(text: string): string {
  return `${HOME}${text.replaceAll('\n', `${ERASE_LINE}\n`)}${ERASE_BELOW}`;
}

/** The last status, with the reason why there is no newer one where a fault of the plan is otherwise told. */
function gone(last: ProxyStatus, { message }: Error): ProxyStatus {
  return { ...last, planError: `unknown; ${message}` };
}

function tell(status: ProxyStatus, shown: ReadonlyMap<string, string>, { stdout }: Io): Map<string, string> {
  const now = new Map(
    status.routes.map(({ id, stage, percent, rollout }) => {
      const at = stage === 'canary' ? `canary ${percent} %` : stage;
      const phase = rollout === null ? '' : `, gates ${rollout.phase}`;
      return [id, `${at}${phase}`];
    }),
  );
  for (const [id, line] of now) {
    if (shown.get(id) !== line) stdout.write(`${printable(id)}: ${line}\n`);
  }
  return now;
}
