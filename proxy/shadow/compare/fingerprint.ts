import type { JsonObject } from './json-comparison.ts';
import type { Place } from './place-tree.ts';

const MAX_DEPTH = 500;
/** Letters of a text that are looked at, from its start and its end. */
const LETTERS = 24;

/**
 * A number of 32 bits that is the same for values that compare as equal, whatever the order of members, and hardly ever
 * for others. Allocates nothing.
 */
export function fingerprint(value: unknown, place: Place, depth = 0): number {
  if (place.ignored || depth > MAX_DEPTH) return 0;
  if (typeof value !== 'object' || value === null) return ofScalar(value);
  return Array.isArray(value) ? ofArray(value, place, depth) : ofObject(value as JsonObject, place, depth);
}

function ofScalar(value: unknown): number {
  if (typeof value === 'string') return ofText(value);
  if (typeof value === 'number') return mix(3, ofNumber(value));
  if (typeof value === 'boolean') return value ? 0x5bd1e995 : 0x1b873593;
  return 0x27d4eb2f;
}

function ofArray(value: readonly unknown[], place: Place, depth: number): number {
  let sum = value.length;
  for (let index = 0; index < value.length; index++) {
    const part = fingerprint(value[index], place.element(index), depth + 1);
    sum = place.unorderedBy === undefined ? mix(sum, part) : (sum + part) | 0;
  }
  return mix(7, sum);
}

function ofObject(value: JsonObject, place: Place, depth: number): number {
  let sum = 0;
  for (const name of Object.keys(value)) {
    const member = place.member(name);
    if (!member.ignored) sum = (sum + mix(ofText(name), fingerprint(value[name], member, depth + 1))) | 0;
  }
  return mix(11, sum);
}

function ofNumber(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value | 0 : ofText(String(value));
}

function ofText(text: string): number {
  let sum = text.length;
  const head = Math.min(text.length, LETTERS);
  for (let at = 0; at < head; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  for (let at = Math.max(head, text.length - LETTERS); at < text.length; at++) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  }
  return mix(5, sum);
}

/** Two rounds of MurmurHash3's mixing (public domain, Appleby 2011). */
function mix(seed: number, value: number): number {
  let hash = Math.imul(value ^ seed, 0xcc9e2d51);
  hash = Math.imul((hash << 15) | (hash >>> 17), 0x1b873593);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 16);
}
