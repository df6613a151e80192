import type { LiveRoutes, LiveTick } from '../../../model/live.ts';

/** How the stream stands: `refused` waits for a token, `lost` tries again by itself. */
export type LinkState = 'connecting' | 'live' | 'lost' | 'refused';

export interface Followed {
  readonly routes: (routes: LiveRoutes) => void;
  readonly tick: (tick: LiveTick) => void;
  readonly state: (state: LinkState) => void;
}

const RETRY_MS = 2000;
/** Without a tick for so long the line is dead, whatever the socket says. */
const SILENT_MS = 10_000;

/**
 * Reads the server-sent events, again and again until `signal` ends it. By fetch and not by EventSource, which cannot send
 * the token in a header, and a token in an address would end in logs and histories.
 */
export async function followEvents(token: string, followed: Followed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    followed.state('connecting');
    const refused = await followOnce(token, followed, signal).catch(() => false);
    if (signal.aborted) return;
    followed.state(refused ? 'refused' : 'lost');
    if (refused) return;
    await after(RETRY_MS, signal);
  }
}

/** True where the token was not accepted. */
async function followOnce(token: string, followed: Followed, signal: AbortSignal): Promise<boolean> {
  const gone = new AbortController();
  const stop = (): void => gone.abort();
  signal.addEventListener('abort', stop);
  let timer = setTimeout(stop, SILENT_MS);
  try {
    const response = await fetch('/api/events', { headers: authorization(token), signal: gone.signal });
    if (response.status === 401) return true;
    if (!response.ok || response.body === null) return false;
    followed.state('live');
    const events = new EventText((name, data) => deliver(name, data, followed));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      clearTimeout(timer);
      timer = setTimeout(stop, SILENT_MS);
      events.push(value);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    gone.abort();
  }
}

export function authorization(token: string): Record<string, string> {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

function deliver(name: string, data: string, { routes, tick }: Followed): void {
  if (name === 'routes') routes(JSON.parse(data) as LiveRoutes);
  if (name === 'tick') tick(JSON.parse(data) as LiveTick);
}

/** Cuts the stream into events. Our server writes one `event:` and one `data:` line each. */
class EventText {
  #text = '';
  readonly #deliver: (name: string, data: string) => void;

  constructor(take: (name: string, data: string) => void) {
    this.#deliver = take;
  }

  push(piece: string): void {
    const blocks = (this.#text + piece).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (.*)$/mu.exec(block)?.[1];
      const data = /^data: (.*)$/mu.exec(block)?.[1];
      if (name !== undefined && data !== undefined) this.#deliver(name, data);
    }
  }
}

function after(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
