/** An answer as it is compared: whole, with its body as it was sent. */
export interface RecordedAnswer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly fields: readonly string[];
  readonly body: Buffer;
}

/** The values of a field, whatever the case of its name, joined as RFC 9110 §5.3 joins them; `undefined`: it is not there. */
export function fieldOf({ fields }: RecordedAnswer, name: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < fields.length; at += 2) {
    const candidate = fields[at] as string;
    if (candidate.length !== name.length || candidate.toLowerCase() !== name) continue;
    found = found === undefined ? (fields[at + 1] as string) : `${found}, ${fields[at + 1] as string}`;
  }
  return found;
}
