/** How one module depends on another. `value` … `reexport` come from import statements, the rest from use. */
export type DependencyKind =
  | 'value'
  | 'type'
  | 'dynamic'
  | 'require'
  | 'reexport'
  | 'inject'
  | 'event'
  | 'call';

/** A directed use of one module by another. */
export interface Dependency {
  readonly from: string;
  /** The module that declares the names, reached through barrels. */
  readonly to: string;
  readonly kind: DependencyKind;
  /** Names taken from `to`, sorted; `*` is the whole namespace; empty for a side effect. */
  readonly names: readonly string[];
  /** References to those names in `from`; at least 1. */
  readonly uses: number;
  /** First line in `from` that shows the dependency, 1-based; absent in an imported graph. */
  readonly line?: number;
  /** The barrel that the specifier named, where it is not `to` itself. */
  readonly via?: string;
}
