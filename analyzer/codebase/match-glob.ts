import picomatch from 'picomatch';

const maxLength = 300;
const maxStarsInSegment = 3;
const maxBraces = 4;

export type MatchGlob = (path: string) => boolean;

/**
 * Compiles a glob, or returns undefined for one that could take exponential time: a glob from a repository is
 * untrusted, and backtracking grows with each star of a segment and each nested choice.
 */
export function compileGlob(pattern: string): MatchGlob | undefined {
  if (!isAffordable(pattern)) return undefined;
  try {
    return picomatch(pattern, { dot: true, strictBrackets: false, nonegate: true });
  } catch {
    return undefined;
  }
}

/** The part of a glob before its first wildcard: the folder, or the file, that it names. */
export function namedBy(pattern: string): string {
  return picomatch.scan(pattern).base;
}

function isAffordable(pattern: string): boolean {
  const segments = pattern.split('/');
  return (
    pattern.length <= maxLength &&
    countOf(pattern, /[{(]/g) <= maxBraces &&
    segments.filter((segment) => segment === '**').length <= maxStarsInSegment &&
    segments.every((segment) => segment === '**' || countOf(segment, /[*+]/g) <= maxStarsInSegment)
  );
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
