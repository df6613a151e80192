/** How a body is read. */
export type BodyKind = 'json' | 'json-lines' | 'html' | 'xml' | 'text' | 'bytes';

export interface MediaType {
  /** Type and subtype, lower case; empty where none is told. */
  readonly name: string;
  readonly charset: string;
  readonly kind: BodyKind;
}

/** Reads a Content-Type (RFC 9110 §8.3). */
export function mediaTypeOf(field: string | undefined): MediaType {
  const [name = '', ...parameters] = (field ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => /^\s*charset\s*=\s*"?([\w.:-]+)/u.exec(parameter)?.[1]);
  const trimmed = name.trim();
  return {
    name: trimmed,
    charset: charset.find((found) => found !== undefined) ?? 'utf-8',
    kind: kindOf(trimmed),
  };
}

function kindOf(name: string): BodyKind {
  if (/^application\/(?:x-ndjson|jsonl|json-lines|json-seq)$/u.test(name)) return 'json-lines';
  if (/(?:\/|\+)json$/u.test(name)) return 'json';
  if (name === 'text/html' || name === 'application/xhtml+xml') return 'html';
  if (/(?:\/|\+)xml$/u.test(name)) return 'xml';
  return /^text\/|^application\/(?:javascript|x-www-form-urlencoded|yaml)$/u.test(name) ? 'text' : 'bytes';
}
