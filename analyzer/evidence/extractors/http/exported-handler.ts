import type { Code } from '../link/code.ts';
import { describeFunction, type Handler, handlerOf } from './handler.ts';

/** What a file exports under a name that a framework calls; nothing where it exports no such name. */
export function exportedHandler(code: Code, module: string, name: string): Handler | undefined {
  const index = code.indexOf(module);
  const fact = index?.facts.exports.find((one) => one.kind !== 'star' && one.name === name);
  if (!fact && !index?.bindings(name === 'default' ? 'exports' : `exports.${name}`, 0)) return undefined;
  return handlerAt(code, module, name);
}

function handlerAt(code: Code, module: string, name: string): Handler {
  const [declared] = code.indexOf(module)?.bindings(name, 0) ?? [];
  const written = declared?.value;
  // The term itself, so that the function inside `withAuth(handler)` is found.
  const direct = written === undefined ? undefined : handlerOf(code, { module, line: 1 }, [written]);
  if (direct && direct.entry.length > 0) return direct;
  for (const value of code.follow({ kind: 'namespace', module }, { get: name }, module)) {
    if (value.kind !== 'function') continue;
    const at = { module: value.module, id: value.id };
    return { ...describeFunction(code, at, 1), entry: [at] };
  }
  return { module, line: 1, handler: name, entry: [] };
}
