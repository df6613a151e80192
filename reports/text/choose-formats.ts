import type { TextFormat } from './text-format.ts';
import { textFormats } from './text-formats.ts';

/** What `--format` named, once each and in that order. */
export interface ChosenFormats {
  readonly formats: readonly TextFormat[];
  /** Names that stand for no format. */
  readonly unknown: readonly string[];
}

/** Reads `markdown,dot` or `all`. */
export function chooseFormats(list: string): ChosenFormats {
  const names = [...new Set(list.split(',').map((name) => name.trim().toLowerCase()))].filter(Boolean);
  if (names.includes('all')) return { formats: textFormats, unknown: [] };
  return {
    formats: names.flatMap((name) => textFormats.find((format) => format.name === name) ?? []),
    unknown: names.filter((name) => !textFormats.some((format) => format.name === name)),
  };
}
