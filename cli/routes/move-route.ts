import { userInfo } from 'node:os';
import { CliError } from '../cli-error.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

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
  const { from, to } = await adminOf(flags, io).move(route, verb, body);
  return { data: { route, from, to }, text: () => `${route}: ${told(from)} → ${told(to)}\n` };
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
