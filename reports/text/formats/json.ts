import type { TextFormat } from '../text-format.ts';

/** The view model itself, as published in `docs/schemas/report.schema.json`. */
export const json: TextFormat = {
  name: 'json',
  file: 'report.json',
  says: 'all of this as data (docs/schemas/report.schema.json)',
  render: (system) => `${escape(JSON.stringify(system, undefined, 2))}\n`,
};

/** Invisible characters are legal in JSON, but would hide in a review; as escapes they mean the same. */
function escape(text: string): string {
  return text.replace(/[\p{Cf}\p{Zl}\p{Zp}\u{7f}-\u{9f}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
