const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu;
const HEX = /^[\da-f]{16,}$/iu;
const NUMBER = /^-?\d+(?:\.\d+)?$/u;
const ISO_TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/u;
const HTTP_TIME =
  /^(?:[A-Z][a-z]{2}, )?\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d(?: (?:GMT|UTC|[+-]\d{4}))?$/u;
/** Longer texts are not examined: no id, time or number is. */
const LONGEST = 200;

/** In what two texts differ, so that a changed letter case and a changed id are two causes. */
export function textKind(expected: string, actual: string): string {
  if (expected === '') return 'empty ≠ text';
  if (actual === '') return 'text ≠ empty';
  return shapeKind(expected, actual) ?? writingKind(expected, actual) ?? 'texts differ';
}

/** Both are of a shape that is made by machines. */
function shapeKind(expected: string, actual: string): string | undefined {
  if (expected.length > LONGEST || actual.length > LONGEST) return undefined;
  return SHAPES.find(([, is]) => is(expected) && is(actual))?.[0];
}

const SHAPES: readonly (readonly [kind: string, is: (text: string) => boolean])[] = [
  ['times differ', (text) => timeOf(text) !== undefined],
  ['ids differ', (text) => UUID.test(text) || HEX.test(text)],
  ['numbers in text differ', (text) => NUMBER.test(text)],
];

/** They say the same, written otherwise. */
function writingKind(expected: string, actual: string): string | undefined {
  if (expected.normalize('NFC') === actual.normalize('NFC')) return 'unicode form differs';
  if (squeeze(expected) === squeeze(actual)) return 'white space differs';
  if (expected.toLowerCase() === actual.toLowerCase()) return 'letter case differs';
  if (isMisread(expected, actual) || isMisread(actual, expected)) return 'encoding differs';
  return undefined;
}

function squeeze(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}

/** `garbled` is what `text` becomes when its UTF-8 is read as Latin-1, or has lost letters to U+FFFD or `?`. */
function isMisread(text: string, garbled: string): boolean {
  if (!/[^\0-\x7f]/u.test(text)) return false; // oxlint-disable-line no-control-regex -- The ASCII range is meant.
  if (Buffer.from(text, 'utf8').toString('latin1') === garbled) return true;
  const pattern = garbled.replaceAll(/\uFFFD+|\?+/gu, '\0');
  return pattern.includes('\0') && text.replaceAll(/[^\0-\x7f]+/gu, '\0') === pattern; // oxlint-disable-line no-control-regex -- As above.
}

/** Milliseconds since 1970 of a timestamp or date in ISO 8601 or in the forms of RFC 9110 and RFC 5322. */
export function timeOf(text: string): number | undefined {
  if (text.length < 10 || text.length > 40) return undefined;
  if (!ISO_TIME.test(text) && !HTTP_TIME.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
