import { fit, widthOf } from './fit.ts';

/** Two names with what links them, in at most `width` columns: each is cut by itself, so that the link stays and both can be told. */
export function fitPair(from: string, link: string, to: string, width: number): string {
  const room = Math.max(0, width - widthOf(link));
  const [left, right] = [widthOf(from), widthOf(to)];
  if (left + right <= room) return from + link + to;
  const half = Math.floor(room / 2);
  const first = left <= half ? left : Math.max(half, room - right);
  return fit(from, first) + link + fit(to, Math.min(right, room - first));
}
