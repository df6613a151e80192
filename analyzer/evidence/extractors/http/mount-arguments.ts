import type { Code } from '../link/code.ts';
import type { ParameterValue, Value } from '../link/value.ts';
import type { MountGraph } from './mount-graph.ts';

/**
 * `routes(app)`: the parameter of a function stands for what it is given, with no prefix in between. Asked from the
 * routes outwards, since most functions are given no router.
 */
export function mountArguments<Route>(
  code: Code,
  graph: MountGraph<Route>,
  nodeOf: (value: Value) => string | undefined,
): void {
  if (!graph.hasRoutes()) return; // Most repositories use one of these frameworks, not all of them.
  const seen = new Set<string>();
  const open = [...graph.parents()];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const parameter = seen.has(node) ? undefined : parameterAt(node);
    seen.add(node);
    if (!parameter) continue;
    for (const parent of givenTo(code, parameter, nodeOf)) {
      graph.mount(parent, node, { text: '', certainty: 1 });
      open.push(parent);
    }
  }
}

/** A node that is a parameter is named by its site. */
function parameterAt(node: string): ParameterValue | undefined {
  const [, module, of, index] = /^(.*)@(\d+)#(\d+)$/su.exec(node) ?? [];
  return module === undefined
    ? undefined
    : { kind: 'parameter', module, of: Number(of), index: Number(index) };
}

function givenTo(
  code: Code,
  parameter: ParameterValue,
  nodeOf: (value: Value) => string | undefined,
): string[] {
  return code
    .argumentsOf(parameter)
    .flatMap(({ call, term }) =>
      term === undefined
        ? []
        : code.evaluate(call.module, term, call.loop).flatMap((value) => nodeOf(value) ?? []),
    );
}
