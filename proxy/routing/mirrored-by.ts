import type { Route } from '../model/route.ts';
import type { ShadowRule } from '../model/shadow-rule.ts';

/** The rule by which a route is mirrored at its present stage; `undefined`: it is not. */
export function mirroredBy({ stage, shadow }: Route): ShadowRule | undefined {
  if (shadow.percent === 0) return undefined;
  return stage === 'shadow' || (stage === 'canary' && shadow.inCanary) ? shadow : undefined;
}
