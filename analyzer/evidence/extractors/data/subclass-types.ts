import type { Code } from '../link/code.ts';
import type { Term } from '../sketch/term.ts';

/**
 * What a type parameter of a generic class stands for: the type arguments of every class that extends it, however far
 * below. `site` is the place of the annotation, which names the class: `path@class3.field`.
 */
export function subclassTypes(
  code: Code,
  module: string,
  term: Term,
  site: string,
): { module: string; term: Term }[] {
  const name = typeof term === 'object' && term?.kind === 'type' ? term.name : undefined;
  const owner = ownerOf(code, module, site);
  const position = owner === undefined || name === undefined ? -1 : (owner.typeParams?.indexOf(name) ?? -1);
  return owner && position >= 0 ? below(code, { module, id: owner.id, position }, 0) : [];
}

function ownerOf(
  code: Code,
  module: string,
  site: string,
): { id: number; typeParams?: readonly string[] } | undefined {
  const classId = /@class(\d+)/u.exec(site)?.[1];
  if (classId !== undefined) return code.indexOf(module)?.class(Number(classId));
  const functionId = /@(\d+)[#.]/u.exec(site)?.[1];
  const owner =
    functionId === undefined ? undefined : code.indexOf(module)?.function(Number(functionId))?.class;
  return owner === undefined ? undefined : code.indexOf(module)?.class(owner);
}

interface Generic {
  readonly module: string;
  readonly id: number;
  readonly position: number;
}

function below(code: Code, generic: Generic, depth: number): { module: string; term: Term }[] {
  if (depth > 6) return [];
  return extendersOf(code, generic).flatMap(({ module, id }) => {
    const sketch = code.indexOf(module)?.class(id);
    const term = sketch?.extendsTypes?.[generic.position];
    if (term === undefined) return [];
    const position = sketch?.typeParams?.indexOf(typeName(term)) ?? -1;
    return position >= 0 ? below(code, { module, id, position }, depth + 1) : [{ module, term }];
  });
}

function typeName(term: Term): string {
  return typeof term === 'object' && term?.kind === 'type' ? term.name : '';
}

const memo = new WeakMap<Code, Map<string, { module: string; id: number }[]>>();

/** Direct subclasses, by the class that they extend. */
function extendersOf(code: Code, { module, id }: Generic): readonly { module: string; id: number }[] {
  let all = memo.get(code);
  if (!all) {
    memo.set(code, (all = new Map()));
    for (const at of code.modules) {
      for (const sketch of code.indexOf(at)?.sketch.classes ?? []) {
        const [base] = code.basesOf({ kind: 'class', module: at, id: sketch.id });
        if (base?.kind !== 'class') continue;
        const key = `${base.module}#${base.id}`;
        all.set(key, [...(all.get(key) ?? []), { module: at, id: sketch.id }]);
      }
    }
  }
  return all.get(`${module}#${id}`) ?? [];
}
