/**
 * C0 and C1 controls, bidirectional overrides, zero-width characters and lone surrogates: whatever could move the
 * cursor, forge a line or hide text (CVE-2021-42574; OSC 8 and 52 begin with one of these).
 */
const UNSAFE = new RegExp(
  [
    String.raw`[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]`,
    String.raw`[\ud800-\udfff]`, // Under the u flag only lone surrogates match.
  ].join('|'),
  'gu',
);

/** A name from the analysed code, made safe to print: what the terminal would act on is shown as `\u{…}`. */
export function printable(name: string): string {
  return name.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
