import { userInfo } from 'node:os';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

interface PhaseChange {
  readonly route: string;
  readonly verb: 'pause' | 'resume';
}

/** Stops the gates of a route from promoting it, or lets them go on. Throws `ProxyError`. */
export async function setPhase(
  { route, verb }: PhaseChange,
  flags: AdminFlags & { readonly by?: string; readonly why?: string },
  io: Io,
): Promise<CommandResult> {
  const by = flags.by ?? userInfo().username;
  const { phase } = await adminOf(flags, io).setPhase(route, verb, { by, why: flags.why ?? '' });
  return { data: { route, phase }, text: () => `${printable(route)}: ${phase}\n` };
}
