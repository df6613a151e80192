import type { FunctionPlace } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { ClassValue, Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { describeFunction, type Handler, handlerOf } from './handler.ts';

/** `[OrdersController, 'index']`, `'OrdersController.index'`, or a function. */
export function actionOf(code: Code, call: Call, action: Term): Handler {
  const { module, line } = call;
  if (typeof action === 'object' && action?.kind === 'list') return listedAction(code, call, action.items);
  if (typeof action === 'string') {
    const [path = '', name = 'handle'] = action.split('.');
    return methodHandler(code, call, classesNamed(code, path.split('/').at(-1) ?? ''), name);
  }
  return handlerOf(code, { module, line }, [action]);
}

function listedAction(code: Code, call: Call, [controller, name = 'handle']: readonly Term[]): Handler {
  return controller === undefined || typeof name !== 'string'
    ? handlerOf(code, call, [])
    : methodHandler(code, call, classesIn(code, call.module, controller), name);
}

/** The method of the first class that has it. */
export function methodHandler(
  code: Code,
  { module, line }: Pick<Call, 'module' | 'line'>,
  classes: readonly ClassValue[],
  name: string,
): Handler {
  for (const { module: at, id } of classes) {
    for (const value of code.follow({ kind: 'instance', module: at, id }, { get: name }, at)) {
      if (value.kind !== 'function') continue;
      const place: FunctionPlace = { module: value.module, id: value.id };
      return { ...describeFunction(code, place, line), entry: [place] };
    }
  }
  return { module, line, handler: name, entry: [] };
}

/** A class; `() => import('./x')` stands for what that file exports by default. */
export function classesIn(code: Code, module: string, term: Term): ClassValue[] {
  return code.evaluate(module, term).flatMap((value) => classBehind(code, value, 0));
}

function classBehind(code: Code, value: Value, depth: number): ClassValue[] {
  if (value.kind === 'class') return [value];
  if (depth > 3) return [];
  if (value.kind === 'namespace') {
    const inner = code.follow(value, { get: 'default' }, value.module);
    return inner.flatMap((one) => classBehind(code, one, depth + 1));
  }
  if (value.kind !== 'function') return [];
  const returned = code.indexOf(value.module)?.function(value.id)?.returns ?? [];
  return returned.flatMap((term) =>
    code.evaluate(value.module, term).flatMap((one) => classBehind(code, one, depth + 1)),
  );
}

function classesNamed(code: Code, name: string): ClassValue[] {
  return code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.classes ?? [])
      .filter((one) => one.name === name)
      .map(({ id }): ClassValue => ({ kind: 'class', module, id })),
  );
}
