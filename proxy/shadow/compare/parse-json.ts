/** Digits that a double cannot hold all of (IEEE 754 holds 15 for sure). */
const LONG_NUMBER = /\d[\d.]{15,}/u;
/** A number that may be beyond every double, or nearer to 0 than any. */
const VAST_NUMBER = /[:[,\s]-?\d[\d.]*[eE][+-]?\d{3}/u;
const TEXT_OR_LONG_NUMBER =
  /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d{3,}/gsu;
const MARK = '\0n:';

/** What cannot be parsed; told from every value of JSON. */
export const NOT_JSON = Symbol('not JSON');

/**
 * Parses JSON without losing digits: numbers that a double cannot hold become text that starts with a mark, see
 * `longNumberOf`. Gives `NOT_JSON` for what is none.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text); // What is no JSON goes no further: the pattern below is linear on JSON alone.
    if (!LONG_NUMBER.test(text) && !VAST_NUMBER.test(text)) return value;
    const marked = text.replaceAll(TEXT_OR_LONG_NUMBER, (found) =>
      found.startsWith('"') || holds(found) ? found : `"\\u0000n:${found}"`,
    );
    return JSON.parse(marked);
  } catch {
    return NOT_JSON;
  }
}

/** The digits of a number that a double cannot hold; `undefined` for every other text. */
export function longNumberOf(text: string): string | undefined {
  return text.startsWith(MARK) ? text.slice(MARK.length) : undefined;
}

/** A double says the same: 0.10000000000000000 is 0.1. */
function holds(digits: string): boolean {
  if (!LONG_NUMBER.test(digits))
    return Number.isFinite(Number(digits)) && (Number(digits) !== 0 || /^-?[0.]+e/iu.test(digits));
  if (digits.includes('.')) return String(Number(digits)) === digits.replace(/\.?0+$/u, '');
  return Number.isSafeInteger(Number(digits));
}
