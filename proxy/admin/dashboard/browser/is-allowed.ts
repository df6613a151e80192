import type { RouteFace } from '../../../model/live.ts';
import type { Verb } from './api-client.ts';

type Face = Pick<RouteFace, 'stage' | 'next' | 'phase'>;

const RULES: Readonly<Record<Verb, (face: Face) => boolean>> = {
  promote: ({ next }) => next !== null,
  rollback: ({ stage }) => stage !== 'monolith',
  pause: ({ phase }) => phase === 'idle' || phase === 'running',
  resume: ({ phase }) => phase === 'paused' || phase === 'halted',
};

/** Whether it makes sense for a route as it stands. */
export function isAllowed(verb: Verb, face: Face): boolean {
  return RULES[verb](face);
}
