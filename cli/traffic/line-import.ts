import { type SeenRequest, TrafficRecorder, type TrafficSummary } from '../../proxy/index.ts';
import { parseCommon } from './parse-common.ts';
import { parseJsonLine } from './parse-json-line.ts';
import { parseOtlp } from './parse-otlp.ts';

type Parse = (line: string) => readonly SeenRequest[] | undefined;

export const FORMATS: Readonly<Record<string, Parse>> = {
  otlp: parseOtlp,
  json: (line) => listed(parseJsonLine(line)),
  common: (line) => listed(parseCommon(line)),
};

/** A document over several lines is kept whole until its end; a longer one is none that we can read. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

/** Takes a file line by line, and knows its format by the first line that can be read. */
export class LineImport {
  lines = 0;
  /** Lines that were no request. */
  skipped = 0;
  format: string | undefined;
  readonly #recorder = new TrafficRecorder();
  /** One JSON document over several lines, as far as it has come; `undefined`: it is none. */
  #document: string | undefined = '';

  constructor(format: string | undefined) {
    this.format = format;
  }

  take(line: string): void {
    if (line.trim() === '') return;
    this.lines++;
    this.format ??= formatOf(line);
    const seen = FORMATS[this.format ?? '']?.(line);
    if (seen !== undefined) {
      this.#note(seen);
      this.#document = undefined;
      return;
    }
    this.skipped++;
    if (this.#document !== undefined) this.#document += `${line}\n`;
    if ((this.#document?.length ?? 0) > LONGEST_DOCUMENT) this.#document = undefined;
  }

  finish(): TrafficSummary {
    const spans = this.#document === undefined ? undefined : parseOtlp(this.#document);
    if (spans !== undefined) {
      this.#note(spans);
      this.skipped = 0;
      this.format = 'otlp';
    }
    return this.#recorder.summary(this.format ?? 'unknown');
  }

  #note(seen: readonly SeenRequest[]): void {
    for (const request of seen) this.#recorder.note(request);
  }
}

function formatOf(line: string): string | undefined {
  return Object.keys(FORMATS).find((name) => FORMATS[name]?.(line) !== undefined);
}

function listed(seen: SeenRequest | undefined): readonly SeenRequest[] | undefined {
  return seen && [seen];
}
