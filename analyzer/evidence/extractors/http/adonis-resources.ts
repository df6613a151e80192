import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import type { Folded } from '../link/fold-text.ts';
import { siteOf, type Value } from '../link/value.ts';
import { classesIn, methodHandler } from './adonis-actions.ts';
import type { Handler } from './handler.ts';

type ResourceRoute = Folded & { readonly method: string; readonly handler: Handler };

const ROUTES: readonly (readonly [action: string, method: string, below: string])[] = [
  ['index', 'GET', ''],
  ['create', 'GET', '/create'],
  ['store', 'POST', ''],
  ['show', 'GET', '/:id'],
  ['edit', 'GET', '/:id/edit'],
  ['update', 'PUT', '/:id'],
  ['update', 'PATCH', '/:id'],
  ['destroy', 'DELETE', '/:id'],
];
const FORMS = new Set(['create', 'edit']);

/** `resource('posts.comments', Controller)` with `apiOnly()`, `only()` and `except()` behind it. */
export function resourceRoutes(code: Code, call: Call, calls: readonly Call[]): ResourceRoute[] {
  const [path, controller] = call.args;
  if (path === undefined || controller === undefined) return [];
  const isLeft = filterOf(code, call, calls);
  const classes = classesIn(code, call.module, controller);
  return code.fold(call.module, path, call.loop).flatMap(({ text, ...rest }) =>
    ROUTES.filter(([action]) => isLeft(action)).map(([action, method, below]) => ({
      ...rest,
      text: `${nested(text)}${below}`,
      method,
      handler: methodHandler(code, call, classes, action),
    })),
  );
}

/** `posts.comments` is `/posts/:post_id/comments`. */
function nested(name: string): string {
  const parts = name.split('.');
  return parts
    .map((part, at) => (at === parts.length - 1 ? `/${part}` : `/${part}/:${part.replace(/s$/u, '')}_id`))
    .join('');
}

function filterOf(code: Code, call: Call, calls: readonly Call[]): (action: string) => boolean {
  const tests = calls.flatMap(({ callee, module, args }): ((action: string) => boolean)[] => {
    if (callee.kind !== 'member' || !hangsOn(callee.of, `${call.module}@${call.at}`)) return [];
    if (callee.name === 'apiOnly') return [(action) => !FORMS.has(action)];
    if (callee.name !== 'only' && callee.name !== 'except') return [];
    const listed = new Set(args.flatMap((term) => code.fold(module, term).map(({ text }) => text)));
    const wanted = callee.name === 'only';
    return [(action) => listed.has(action) === wanted];
  });
  return (action) => tests.every((isLeft) => isLeft(action));
}

function hangsOn(value: Value, site: string): boolean {
  let at = value;
  for (;;) {
    if (siteOf(at) === site) return true;
    if (at.kind === 'made') at = at.by;
    else if (at.kind === 'member') at = at.of;
    else return false;
  }
}
