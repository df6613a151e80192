import type { ClassDeclaration } from '../../model/module.ts';
import type { Sketch } from '../extractors/sketch/sketch.ts';

/**
 * Everything that one file says by itself: a function of its path's extension and its content alone, so it can be
 * cached by content hash. What needs other files (resolution, following names) is done later, in `link/`.
 */
export interface FileFacts {
  readonly lines: number;
  readonly imports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
  readonly classes: readonly ClassDeclaration[];
  /** What extractors read frameworks and data layers from; absent where the file has nothing of the kind. */
  readonly sketch?: Sketch;
  /** Syntax errors; the parser recovers, so the other facts still stand. */
  readonly syntaxErrors: number;
  /** Line of the first syntax error. */
  readonly syntaxErrorLine?: number;
}

export type ImportKind = 'value' | 'type' | 'dynamic' | 'require' | 'reexport';

/** One statement or expression that names another module. */
export interface ImportFact {
  /** Absent where the specifier is computed (`import(name)`). */
  readonly specifier?: string;
  readonly kind: ImportKind;
  readonly line: number;
  /** Empty for a side effect. */
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  /** Name in the other module: `default`, `*` for the namespace, else the exported name. */
  readonly name: string;
  /** Name here; absent for a re-export. */
  readonly local?: string;
  /** References in this file, not counting the import itself. */
  readonly uses: number;
  /** For a namespace of which nothing but members is used: those members, sorted. */
  readonly members?: readonly string[];
  /** Imported with the `type` keyword, one by one or as a whole statement. */
  readonly type?: true;
}

/** One name that the file offers, or a whole module that it passes on. */
export type ExportFact =
  | { readonly kind: 'local'; readonly name: string; readonly line: number; readonly local?: string }
  | {
      readonly kind: 'reexport';
      readonly name: string;
      readonly imported: string;
      readonly specifier: string;
    }
  | { readonly kind: 'star'; readonly specifier: string };
