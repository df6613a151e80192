/** One character or class of characters, and how often: no groups, no choices, nothing that could run for long. */
const ATOM = String.raw`(?:[^\\^$.*+?()[\]{}|/]|\\[/.\-_\sdwDW]|\[[^\]\\]{1,40}\]|\.)`;
const PLAIN = new RegExp(
  String.raw`^/(\^?(?:${ATOM}){0,40}(?:[*+?]|\{\d{1,3},?\d{0,3}\})?(?:${ATOM}){0,8}\$?)/([giu]*)$`,
  'u',
);

/** Longer texts are no paths. */
const LONGEST = 1000;

/**
 * What `text.replace(/…/, to)` gives. Of an analysed repository only patterns with a single repetition are run, so that
 * none can take long; undefined for any other.
 */
export function replacedByPattern(text: string, source: string, to: string): string | undefined {
  const [, body, flags] = PLAIN.exec(source) ?? [];
  if (body === undefined || text.length > LONGEST || to.includes('$')) return undefined;
  try {
    return text.replace(new RegExp(body, flags), to);
  } catch {
    return undefined;
  }
}
