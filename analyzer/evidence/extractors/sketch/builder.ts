import type { Declared } from './declarations.ts';
import type { Gathered } from './gathered.ts';
import type { Queue } from './queue.ts';
import type { TermContext } from './term-of.ts';

/** Builds terms for what is needed and no more: a name that nothing asks for costs nothing. */
export interface Builder {
  readonly gathered: Gathered;
  readonly contextOf: (scope: number, cls: number, shallow?: boolean) => TermContext;
  readonly resolve: (name: string, scope: number) => readonly Declared[];
  /** Asks for the values of a name. */
  readonly mention: (name: string, scope: number) => void;
  readonly functions: Pick<Queue<number>, 'add' | 'has'>;
  /** Local name to specifier. */
  readonly imports: ReadonlyMap<string, string>;
}
