import type { Verb } from './api-client.ts';
import type { LiveRoute } from './live-store.ts';

/** What is asked of a route, and waits for confirmation. */
export interface Asked {
  readonly route: LiveRoute;
  readonly verb: Verb;
}
