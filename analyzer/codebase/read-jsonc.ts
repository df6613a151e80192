import { lstatSync, readFileSync } from 'node:fs';
import { type ParseError, parse } from 'jsonc-parser';

import type { Finding } from '../model/analysis.ts';

/** A JSON object as it came from the repository. Keys are untrusted: read it through `fieldOf` or `entriesOf`. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads one configuration of the repository, by its path relative to the root. */
export type ReadJson = (path: string) => JsonObject | undefined;

const maxBytes = 4 << 20;

/** Reads JSON with comments, at most once a file. What cannot be read becomes a finding and `undefined`. */
export function createJsonReader(root: string, findings: Finding[]): ReadJson {
  const seen = new Map<string, JsonObject | undefined>();
  return (path) => {
    if (!seen.has(path)) seen.set(path, readJson(root, path, findings));
    return seen.get(path);
  };
}

function readJson(root: string, path: string, findings: Finding[]): JsonObject | undefined {
  const text = readRegularFile(`${root}/${path}`);
  if (text === undefined) {
    findings.push({ code: 'CONFIG_UNREADABLE', file: path, message: 'The file cannot be read.' });
    return undefined;
  }
  const plain = text.replace(/^\uFEFF/, '');
  const value = parseStrictly(plain) ?? parseTolerantly(plain, path, findings);
  return isObject(value) ? value : undefined;
}

/** Most files are plain JSON, for which the engine's own parser is many times as fast. */
function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseTolerantly(text: string, file: string, findings: Finding[]): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length;
    const message = 'The file is not valid JSON; what could be read of it is used.';
    findings.push({ code: 'CONFIG_BROKEN', file, line, message });
  }
  return value;
}

/** Only regular files are opened, so that a pipe or a device cannot block the analysis. */
export function readRegularFile(path: string): string | undefined {
  try {
    const stats = lstatSync(path);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** An own field of untrusted JSON; inherited ones (`constructor`) are never seen. */
export function fieldOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function stringOf(value: unknown, key: string): string | undefined {
  const field = fieldOf(value, key);
  return typeof field === 'string' ? field : undefined;
}

/** The strings of a list, or a single string as a list of one; anything else is left out. */
export function stringsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item) => typeof item === 'string');
}

export function entriesOf(value: unknown): [key: string, value: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
