import type { Key } from 'ink';
import { charactersOf } from './characters-of.ts';

/**
 * The keys of one piece of input. Terminals send what is typed fast in one piece ("jjm"), which is three keys; a naive
 * handler would know none of them.
 */
export function toKeys(input: string, key: Partial<Key>): readonly string[] {
  const named = NAMES.find(([flag]) => key[flag] === true);
  if (key.tab === true && key.shift === true) return ['shift-tab'];
  if (named) return [named[1]];
  if (key.ctrl === true && input.length === 1) return [`ctrl-${input}`];
  return charactersOf(input).flatMap(toKey);
}

const NAMES = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'], // Terminals send 0x7f for the key above Enter, which Ink calls delete.
] as const satisfies readonly (readonly [keyof Key, string])[];

/** One character that came with others: controls have names, what cannot be typed is dropped. */
function toKey(character: string): readonly string[] {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\r' || character === '\n') return ['enter'];
  if (character === '\t') return ['tab'];
  if (code === 0x7f || code === 0x08) return ['backspace'];
  if (code === 0x1b) return ['escape'];
  if (code < 0x20) return [`ctrl-${String.fromCodePoint(code + 0x60)}`];
  return [character];
}
