import { routingPath } from './routing-path.ts';

/** One segment of a template: a literal (lower case), any one segment, or the rest. */
export type Segment = { readonly literal: string } | 'any' | 'rest';

/**
 * `/api/orders/:id` → its segments. Names of parameters say nothing to a match. Letters match in either case, and a
 * last slash is not seen: most Node frameworks answer both alike, and the owner of a route should get all of them.
 */
export function templateSegments(template: string): Segment[] {
  return segmentsOf(routingPath(template)).map((segment, index, all) => {
    if (segment.startsWith(':')) return 'any';
    if (segment === '*' && index === all.length - 1) return 'rest';
    return { literal: segment.toLowerCase() };
  });
}

function segmentsOf(path: string): string[] {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return trimmed === '/' ? [] : trimmed.slice(1).split('/');
}
