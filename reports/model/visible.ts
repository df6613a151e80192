/**
 * Controls, bidirectional overrides, zero-width characters and lone surrogates: whatever could reorder or hide a text
 * (CVE-2021-42574).
 */
const UNSAFE = new RegExp(
  [
    String.raw`[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]`,
    String.raw`[\ud800-\udfff]`, // Under the u flag only lone surrogates match.
  ].join('|'),
  'gu',
);

const LONGEST = 400;

/** A name from the analysed code as a reader may see it: what hides is shown as `\u{…}`, and an endless one is cut. */
export function visible(name: string): string {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST)}… (${name.length} characters)` : name;
  return short.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
