/** A request target taken apart (RFC 9112 §3.2). `path` and `query` are the client's own bytes. */
export interface Target {
  /** What is forwarded: path and query, or `*`. */
  readonly forwarded: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Of an absolute-form target: it wins over Host. */
  readonly authority: string | undefined;
}

const ABSOLUTE = /^https?:\/\/([\w.-]+(?::\d{1,5})?|\[[\da-f:.]+\](?::\d{1,5})?)(\/[^#]*|\?[^#]*|)$/iu;

/**
 * Taken apart by hand: `new URL(target, upstream)` would let `//host/` choose the upstream. `undefined` where it is no
 * form that a server of this kind takes.
 */
export function targetOf(method: string, url: string): Target | undefined {
  if (url.charCodeAt(0) === 47) return url.includes('#') ? undefined : split(url, undefined);
  if (url === '*' && method === 'OPTIONS') {
    return { forwarded: '*', path: '*', query: '', authority: undefined };
  }
  const absolute = ABSOLUTE.exec(url);
  if (absolute === null) return undefined;
  const rest = absolute[2] ?? '';
  return split(rest.startsWith('/') ? rest : `/${rest}`, absolute[1]);
}

function split(forwarded: string, authority: string | undefined): Target {
  const mark = forwarded.indexOf('?');
  return mark < 0
    ? { forwarded, path: forwarded, query: '', authority }
    : { forwarded, path: forwarded.slice(0, mark), query: forwarded.slice(mark + 1), authority };
}
