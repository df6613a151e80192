import type { ts } from 'ts-morph';
import type { Scan } from '../../facts/scan.ts';
import type { CallShape } from './call-shape.ts';
import type { Declared } from './declarations.ts';
import type { Frame, Frames } from './frames.ts';

/** A call or tagged template that may be worth keeping, and where it stands. */
export interface Candidate {
  readonly node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;
  readonly in: number;
  readonly class: number;
  /** Absent for a tagged template. */
  readonly shape?: CallShape;
  /** A method of it is one that a framework gives a meaning to, or it is given SQL. */
  readonly signal: boolean;
  /** It is given what looks like SQL. */
  readonly sql: boolean;
}

/** What the walk gathers; terms are built from it at the end, and only for what turns out to be needed. */
export interface Gathered {
  readonly scan: Scan;
  readonly frames: Frames;
  readonly candidates: Candidate[];
  readonly declared: Map<number, Map<string, Declared[]>>;
  readonly returns: Map<number, { node: ts.Node; frame: Frame }[]>;
  /** `this.x = …` by class. */
  readonly fields: { class: number; name: string; value: ts.Node; in: number }[];
  /** `list.push(…)` by the name of the list. */
  readonly pushes: Map<string, Candidate[]>;
}
