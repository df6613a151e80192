import { userInfo } from 'node:os';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { type AdminFlags, adminOf } from './admin-of.ts';

/** `banyan routes diff <route> --anew`: what differed before a fix says nothing of what comes after it. */
export async function diffAnew(
  route: string,
  flags: AdminFlags & { readonly by?: string; readonly why?: string },
  io: Io,
): Promise<CommandResult> {
  await adminOf(flags, io).forget(route, { by: flags.by ?? userInfo().username, why: flags.why ?? '' });
  return { data: { route, anew: true }, text: () => `${route}: differences are counted anew from now on.\n` };
}
