import type { Call } from '../link/calls.ts';

/** The HTTP method that a verb of a router stands for. */
export function methodOf({ callee }: Pick<Call, 'callee'>): string {
  const verb = callee.kind === 'member' ? callee.name : '';
  if (verb === 'all') return 'ALL';
  return verb === 'del' ? 'DELETE' : verb.toUpperCase();
}
