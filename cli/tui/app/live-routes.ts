import { userInfo } from 'node:os';
import type { Io } from '../../io.ts';
import type { Store } from './store.ts';

const EVERY_MS = 2000;

/** Asks the proxy, where one runs, what it does; while none answers, asks less often. Gives the way to stop. */
export function followProxy(store: Store, plan: string, io: Io): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async (): Promise<void> => {
    const status = await statusOf(plan, io);
    if (isStopped) return;
    if (status !== undefined) store.set({ ...store.state, live: status });
    else if (store.state.live) {
      const { live: _gone, ...state } = store.state;
      store.set(state);
    }
    timer = setTimeout(() => void ask(), status === undefined ? 4 * EVERY_MS : EVERY_MS);
    timer.unref();
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function statusOf(plan: string, io: Io) {
  const { adminOf } = await import('../../routes/admin-of.ts');
  try {
    return await adminOf({ plan }, io).status();
  } catch {
    return undefined; // No proxy, or one that this plan does not lead to: the panel then shows the plan alone.
  }
}

/** Moves real traffic. Throws `ProxyError` where the proxy refuses; gives what was done in words. */
export async function moveTraffic(
  { verb, route }: { readonly verb: 'promote' | 'rollback'; readonly route: string },
  plan: string,
  io: Io,
): Promise<string> {
  const { moveRoute } = await import('../../routes/move-route.ts');
  const result = await moveRoute(
    { route, verb },
    { plan, by: userInfo().username, why: 'from banyan plan' },
    io,
  );
  return `In the running proxy: ${result.text().trim()}`;
}
