import type { CutIndex } from './cut-index.ts';
import type { CutSource } from './report.ts';

/** Modules that the cut leaves where they are: in no service, neither shared nor root. */
export function looseModules({ shared, roots }: CutSource, index: CutIndex): readonly string[] {
  const apart = new Set([...shared, ...roots].map(({ module }) => module));
  return index.ids.filter((id, number) => index.serviceOf[number]! < 0 && !apart.has(id));
}
