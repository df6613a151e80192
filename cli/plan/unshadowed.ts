import type { Operation, Plan } from '../../plan/index.ts';
import type { Diagnostic } from '../envelope.ts';
import { printable } from '../printable.ts';

/** Routes that a plan takes from the monolith straight to clients: allowed, and told, since nothing has compared the answers. */
export function unshadowed(operations: readonly Operation[], { routes }: Plan): Diagnostic[] {
  const stages = new Map<string, string>(routes.map(({ id, stage }) => [id, stage]));
  const skipping = new Set<string>();
  for (const each of operations) {
    if (each.op !== 'stage') continue;
    const isForClients = each.stage === 'canary' || each.stage === 'live';
    if (isForClients && stages.get(each.route) === 'monolith') skipping.add(each.route);
    if (!isForClients) skipping.delete(each.route);
    stages.set(each.route, each.stage);
  }
  return [...skipping].map((route) => ({
    severity: 'warning',
    code: 'SHADOW_SKIPPED',
    message: `${printable(route)} skips the shadow: clients meet answers that nothing has compared.`,
    hint: `To compare first: banyan plan stage ${printable(route)} shadow`,
  }));
}
