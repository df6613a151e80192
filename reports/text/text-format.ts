import type { System } from './system/system.ts';

/** A way to write a system as text. */
export interface TextFormat {
  /** As `--format` takes it. */
  readonly name: string;
  /** The file that it is written to where only a folder is named. */
  readonly file: string;
  /** One line for `--help` and the docs: what reads it. */
  readonly says: string;
  /** The same system gives the same text; ends with a newline. */
  readonly render: (system: System) => string;
}
