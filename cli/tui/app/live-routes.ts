import { userInfo } from 'node:os';
import type { Io } from '../../io.ts';
import type { PlannedAdmin } from '../desk/plan-view.ts';
import type { Store } from './store.ts';

const EVERY_MS = 2000;

/** Asks the proxy, where one runs, what it does; while none answers, asks less often. Gives the way to stop. */
export function followProxy(store: Store, io: Io): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async (): Promise<void> => {
    const status = await statusOf(store, io);
    if (isStopped) return;
    show(store, status);
    timer = setTimeout(() => void ask(), status === undefined ? 4 * EVERY_MS : EVERY_MS);
    timer.unref();
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

function show(store: Store, status: Awaited<ReturnType<typeof statusOf>>): void {
  if (status !== undefined) store.set({ ...store.state, live: status });
  else if (store.state.live) {
    const { live: _gone, ...state } = store.state;
    store.set(state);
  }
}

async function statusOf(store: Store, io: Io) {
  const { adminOf } = await import('../../routes/admin-of.ts');
  try {
    return await adminOf(...adminFlags(store.session.view.admin, io)).status();
  } catch {
    return undefined; // No proxy, or one that this plan does not lead to: the panel then shows the plan alone.
  }
}

/** The plan is not read for it a second time: that would take longer than a key may. */
function adminFlags({ address, tokenFile, tokenEnv }: PlannedAdmin, io: Io) {
  const secret = tokenEnv === undefined ? undefined : io.env[tokenEnv];
  const env = secret === undefined ? io.env : { ...io.env, BANYAN_ADMIN_TOKEN: secret };
  const flags = { plan: '', ...(address === undefined ? {} : { admin: address }) };
  return [
    { ...flags, ...(tokenFile === undefined ? {} : { tokenFile }) },
    { ...io, env },
  ] as const;
}

/** Moves real traffic. Throws `ProxyError` where the proxy refuses; gives what was done in words. */
export async function moveTraffic(
  { verb, route }: { readonly verb: 'promote' | 'rollback'; readonly route: string },
  store: Store,
  io: Io,
): Promise<string> {
  const { moveRoute } = await import('../../routes/move-route.ts');
  const [flags, around] = adminFlags(store.session.view.admin, io);
  const because = { by: userInfo().username, why: 'from banyan plan' };
  const result = await moveRoute({ route, verb }, { ...flags, ...because }, around);
  show(store, await statusOf(store, io));
  return `In the running proxy: ${result.text().trim()}`;
}
