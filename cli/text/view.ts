import type { Palette } from './palette.ts';

/** How a person looks at a result: the width of the terminal, and whether it has colour. */
export interface View {
  readonly columns: number;
  readonly palette: Palette;
  /** Globs that were left out already, which a proposal to leave out more has to keep. */
  readonly excluded?: readonly string[];
}
