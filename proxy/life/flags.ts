import { availableParallelism } from 'node:os';
import { ProxyError } from '../proxy-error.ts';
import type { ListenAddress, Settings } from '../model/settings.ts';
import type { LoadedPlan } from './load-plan.ts';

/** What the command line puts in place of the plan. */
export interface Flags {
  readonly listen?: string | undefined;
  /** `off` for none. */
  readonly admin?: string | undefined;
  /** A number, or `auto` for one a core. */
  readonly workers?: string | undefined;
  /** A file, `-` for stdout, `off` for none. */
  readonly accessLog?: string | undefined;
}

/** Throws `ProxyError` for a flag that says nothing that can be done. */
export function withFlags(loaded: LoadedPlan, flags: Flags): LoadedPlan {
  const settings: Settings = {
    ...loaded.settings,
    ...(flags.listen === undefined ? {} : { listeners: [plainListener(flags.listen)] }),
    ...(flags.admin === undefined || flags.admin === 'off'
      ? {}
      : { admin: { ...loaded.settings.admin, address: toListenAddress(flags.admin) } }),
    ...(flags.workers === undefined ? {} : { workers: toWorkers(flags.workers) }),
    ...(flags.accessLog === undefined
      ? {}
      : { accessLog: flags.accessLog === 'off' ? undefined : flags.accessLog }),
  };
  return { ...loaded, settings };
}

function plainListener(written: string): Settings['listeners'][number] {
  return { address: toListenAddress(written), tls: undefined, http2: false };
}

export function toListenAddress(written: string): ListenAddress {
  if (written.startsWith('unix:/')) return { kind: 'unix', path: written.slice('unix:'.length) };
  const [, host = '', port = ''] = /^(?:(\[[\da-f:.]+\]|[\w.-]+|\*):)?(\d{1,5})$/iu.exec(written) ?? [];
  if (port === '' || Number(port) > 65_535) {
    throw new ProxyError(
      'BAD_SETTING',
      `"${written}" is no address to listen on.`,
      'Write host:port, such as 127.0.0.1:8080, or unix:/path/to.sock.',
    );
  }
  const bare = host.replace(/^\[|\]$/gu, '');
  return { kind: 'tcp', host: bare === '*' ? '::' : bare === '' ? '127.0.0.1' : bare, port: Number(port) };
}

function toWorkers(written: string): number {
  if (written === 'auto') return availableParallelism();
  const workers = Number(written);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
  throw new ProxyError(
    'BAD_SETTING',
    `"${written}" is no number of workers.`,
    'Write a number from 1 to 256, or "auto" for one a core.',
  );
}
