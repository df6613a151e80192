export const PATH_TEMPLATE =
  'must be a path such as /api/orders/:id or /api/orders/*, without query, "//", dot segments or encoded "/"';

/**
 * Segments are literal, `:name` (one whole segment) or a final `*` (the rest, one segment or more). What two servers
 * could read differently is refused: empty and dot segments, backslashes, `%2f`, and letters beyond RFC 3986 pchar.
 */
export function isPathTemplate(path: string): boolean {
  if (path === '/') return true;
  if (!path.startsWith('/') || /%(?:2f|5c|00)/iu.test(path)) return false;
  const segments = path.replace(/\/$/u, '').slice(1).split('/');
  const names = segments.filter((segment) => segment.startsWith(':'));
  return (
    segments.every((segment, index) => isSegment(segment, index === segments.length - 1)) &&
    new Set(names).size === names.length
  );
}

function isSegment(segment: string, last: boolean): boolean {
  if (segment === '*') return last;
  if (segment.startsWith(':')) return /^:[A-Za-z_]\w*$/u.test(segment);
  return /^(?:[\w.~!$&'()+,;=@-]|%[\da-fA-F]{2})+$/u.test(segment) && !/^(?:\.|%2e){1,2}$/iu.test(segment);
}
