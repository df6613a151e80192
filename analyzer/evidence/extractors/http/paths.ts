/** Joins two parts of a path with one slash. */
export function joinPaths(left: string, right: string): string {
  if (right === '' || right === '/') return left === '' ? right : left;
  const from = left.endsWith('/') ? left.slice(0, -1) : left;
  return right.startsWith('/') ? from + right : `${from}/${right}`;
}

/**
 * The one form in which endpoints are written: a leading slash, none at the end, `:name` parameters. A pattern of
 * Express 4 (`:id(\\d+)`, `:id?`) keeps its name and loses the rest; an optional group of Express 5 stays as written.
 */
export function pathTemplate(path: string): string {
  const plain = path
    .replaceAll(/:(\w+)\((?:[^()\\]|\\.|\([^()]*\))*\)/gu, ':$1')
    .replaceAll(/:(\w+)\?/gu, ':$1')
    .replaceAll(/\/{2,}/gu, '/');
  const led = plain.startsWith('/') || plain.startsWith('*') ? plain : `/${plain}`;
  return led.length > 1 && led.endsWith('/') ? led.slice(0, -1) : led;
}
