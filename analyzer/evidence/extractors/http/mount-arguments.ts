import type { Code } from '../link/code.ts';
import { placeOf } from '../link/reach.ts';
import type { Value } from '../link/value.ts';
import type { MountGraph } from './mount-graph.ts';

/** `routes(app)`: the parameter of a function stands for what it is given, with no prefix in between. */
export function mountArguments<Route>(
  code: Code,
  graph: MountGraph<Route>,
  nodeOf: (value: Value) => string | undefined,
): void {
  if (!graph.hasRoutes()) return; // Most repositories use one of these frameworks, not all of them.
  for (const call of code.calls) {
    const target = call.args.length === 0 ? undefined : placeOf(code, call.callee);
    if (!target) continue;
    const { module, id } = target;
    call.args.forEach((term, index) => {
      if (typeof term !== 'object' || term === null || !MAY_HOLD.has(term.kind)) return;
      for (const value of code.evaluate(call.module, term, call.loop)) {
        const node = nodeOf(value);
        if (node !== undefined) graph.mount(node, `${module}@${id}#${index}`, { text: '', certainty: 1 });
      }
    });
  }
}

const MAY_HOLD = new Set(['name', 'chain', 'either']);
