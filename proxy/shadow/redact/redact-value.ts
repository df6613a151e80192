import { REDACTED, redactText } from './redact-text.ts';
import { isSecretName } from './secret-names.ts';

/** How much of a value is shown. */
const LONGEST_TEXT = 160;
const MOST_PARTS = 12;
const MAX_DEPTH = 3;

/** A value of JSON with secrets removed, and small enough to be looked at. */
export function redactValue(value: unknown, known: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return cut(redactText(value, known));
  if (typeof value !== 'object' || value === null) return redactScalar(value, known);
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST_PARTS).map((element) => redactValue(element, known, depth + 1));
    return value.length > MOST_PARTS ? [...shown, `… ${value.length - MOST_PARTS} more`] : shown;
  }
  const names = Object.keys(value);
  const members = names.slice(0, MOST_PARTS).map((name): [string, unknown] => {
    const inside = (value as Readonly<Record<string, unknown>>)[name];
    return [
      cut(redactText(name, known)),
      isSecretName(name) ? REDACTED : redactValue(inside, known, depth + 1),
    ];
  });
  if (names.length > MOST_PARTS) members.push(['…', `${names.length - MOST_PARTS} more`]);
  return Object.fromEntries(members);
}

/** A secret may be a number, such as a card's or a one-time code. */
function redactScalar(value: unknown, known: readonly string[]): unknown {
  if (typeof value !== 'number') return value;
  const text = String(value);
  return redactText(text, known) === text ? value : REDACTED;
}

/** Cut by what is read as one letter, never inside a pair of surrogates. */
export function cut(text: string, longest = LONGEST_TEXT): string {
  if (text.length <= longest) return text;
  const end = /[\uD800-\uDBFF]/u.test(text[longest - 1] ?? '') ? longest - 1 : longest;
  return `${text.slice(0, end)}… (${text.length} letters)`;
}
