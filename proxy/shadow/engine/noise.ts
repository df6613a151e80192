import type { Cause } from '../../model/divergence.ts';

/**
 * How often the monolith is asked again before a difference that it never showed itself is believed: a value that is one
 * thing or another with equal chance is taken for a difference once in 4,096 times.
 */
export const PROBES = 12;

/**
 * The share of probes that have to show a difference for it to be noise. A value that changes by itself shows in most
 * (always for ids and times; a value that is now one thing and now another in half of those asked because of it), and
 * one of twelve is enough. A real difference shows only where the value also changed by chance between two answers, and
 * further probes bring its share down.
 */
const SHARE = 0.08;

/** Whether a place at which the monolith differed from itself `hits` times of `probes` is one of noise. */
export function isNoise(probes: number, hits: number): boolean {
  return hits > 0 && hits / probes >= SHARE;
}

/**
 * What a repeated answer must show for a cause to be noise: the place, and how it differs so far as chance leaves it
 * alone. A random text may be all digits once, and a field that comes and goes is missing here and extra there.
 */
export function noiseKey({ part, path, kind }: Cause): string {
  return `${part} ${path} ${familyOf(kind)}`;
}

const VALUES = new Set([
  'encoding differs',
  'ids differ',
  'letter case differs',
  'numbers differ',
  'numbers in text differ',
  'precision differs',
  'texts differ',
  'times differ',
  'unicode form differs',
  'values differ',
  'white space differs',
]);
const PRESENCE = new Set([
  'missing',
  'extra',
  'empty ≠ text',
  'text ≠ empty',
  'missing words',
  'extra words',
]);

function familyOf(kind: string): string {
  if (VALUES.has(kind)) return 'value';
  if (PRESENCE.has(kind)) return 'presence';
  const sides = kind.split(' ≠ ');
  return sides.length === 2 ? sides.toSorted().join(' ≠ ') : kind;
}
