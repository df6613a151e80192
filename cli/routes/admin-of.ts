import { existsSync, readFileSync } from 'node:fs';
import { AdminClient, loadPlan, readPlanText, toListenAddress } from '../../proxy/index.ts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';

export interface AdminFlags {
  readonly plan: string;
  readonly admin?: string;
  readonly tokenFile?: string;
}

const DEFAULT_ADMIN = '127.0.0.1:9901';

/** The admin of the running proxy: where the flag says, else the plan, else the default. */
export function adminOf(flags: AdminFlags, io: Io): AdminClient {
  const token = tokenOf(flags, io);
  if (flags.admin !== undefined) return new AdminClient(toListenAddress(flags.admin), token);
  if (!existsSync(flags.plan)) return new AdminClient(toListenAddress(DEFAULT_ADMIN), token);
  const around = { env: io.env, instance: 'cli', cpus: 1 };
  const { admin } = loadPlan(readPlanText(flags.plan), flags.plan, around).settings;
  return new AdminClient(admin.address, token ?? admin.token);
}

function tokenOf({ tokenFile }: AdminFlags, io: Io): string | undefined {
  if (tokenFile === undefined) return io.env['BANYAN_ADMIN_TOKEN'];
  try {
    return readFileSync(tokenFile, 'utf8').trim();
  } catch (cause) {
    throw new CliError(
      'USAGE',
      `Cannot read the token file ${tokenFile}: ${(cause as Error).message}.`,
      'Name a file that this user may read.',
      { cause },
    );
  }
}
