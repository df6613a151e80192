import { DYNAMIC, type Folded } from '../link/fold-text.ts';

/** `/orders/{id}` as `/orders/:id`; `{rest*}` takes any number of segments. What is not known stays `{dynamic}`. */
export function braceParameters(path: Folded): Folded {
  const text = path.text.replaceAll(
    /\{(\w+)(\?|\*\d*)?\}/gu,
    (whole, name: string, how: string | undefined) =>
      whole === DYNAMIC ? whole : how?.startsWith('*') ? `*${name}` : `:${name}`,
  );
  return { ...path, text };
}
