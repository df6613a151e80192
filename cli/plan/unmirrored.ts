import { type Operation, type Plan, unmirroredMethods } from '../../plan/index.ts';
import type { Diagnostic } from '../envelope.ts';
import { printable } from '../printable.ts';

/** Told at once, since a shadow that sees no request says nothing about its service: routes put to `shadow` whose methods need consent. */
export function unmirrored(operations: readonly Operation[], { routes }: Plan): Diagnostic[] {
  const ids = new Set(
    operations.flatMap((each) => (each.op === 'stage' && each.stage === 'shadow' ? [each.route] : [])),
  );
  return routes.flatMap((route): Diagnostic[] => {
    const methods = ids.has(route.id) ? unmirroredMethods(route) : [];
    if (methods.length === 0) return [];
    const left = methods.includes('*')
      ? 'what is not GET, HEAD or OPTIONS is not mirrored'
      : `${methods.join(', ')} is not mirrored`;
    return [
      {
        severity: 'info',
        code: 'SHADOW_CONSENT',
        message: `${printable(route.id)}: ${left}, since it may change something.`,
        hint: `If the service has data of its own: banyan plan shadow ${printable(route.id)} --unsafe`,
      },
    ];
  });
}
