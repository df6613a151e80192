import type { FileFacts } from '../../facts/file-facts.ts';
import { importedNames } from '../../link/follow-names.ts';
import type { BindingSketch, ClassSketch, FunctionSketch, MemberSketch, Sketch } from '../sketch/sketch.ts';

/** One module's sketch, indexed for look-ups. */
export interface SketchIndex {
  readonly facts: FileFacts;
  readonly sketch: Sketch;
  readonly function: (id: number) => FunctionSketch | undefined;
  readonly class: (id: number) => ClassSketch | undefined;
  /** The function that makes a class of that number. */
  readonly constructorOf: (id: number) => FunctionSketch | undefined;
  /** Values of a name as seen from a function; undefined where the module does not declare it. */
  readonly bindings: (name: string, scope: number) => readonly BindingSketch[] | undefined;
  /** Members of a class by name; undefined for a name that it does not have. */
  readonly members: (id: number, name: string) => readonly MemberSketch[] | undefined;
  readonly imports: ReadonlyMap<string, { readonly name: string; readonly specifier: string }>;
}

export function indexSketch(facts: FileFacts, sketch: Sketch): SketchIndex {
  const functions = new Map(sketch.functions.map((one) => [one.id, one]));
  const constructors = constructorsOf(sketch);
  const classes = new Map(sketch.classes.map((one) => [one.id, one]));
  const byScope = new Map<number, Map<string, BindingSketch[]>>();
  for (const binding of sketch.bindings) {
    let names = byScope.get(binding.in);
    if (!names) byScope.set(binding.in, (names = new Map()));
    const known = names.get(binding.name);
    if (known) known.push(binding);
    else names.set(binding.name, [binding]);
  }
  for (const one of sketch.classes) addClass(one, byScope);
  return {
    facts,
    sketch,
    function: (id) => functions.get(id),
    class: (id) => classes.get(id),
    constructorOf: (id) => constructors.get(id),
    members: createMembers(classes),
    imports: importedNames(facts.imports),
    bindings: (name, scope) => {
      for (let at = scope; ; at = functions.get(at)?.parent ?? 0) {
        const found = byScope.get(at)?.get(name);
        if (found) return found;
        if (at === 0) return undefined;
      }
    },
  };
}

/** A class of a hundred methods is asked for its members a thousand times. */
function createMembers(classes: ReadonlyMap<number, ClassSketch>): SketchIndex['members'] {
  const known = new Map<number, Map<string, MemberSketch[]>>();
  return (id, name) => {
    let names = known.get(id);
    if (!names) {
      known.set(id, (names = new Map()));
      for (const member of classes.get(id)?.members ?? []) {
        const same = names.get(member.name);
        if (same) same.push(member);
        else names.set(member.name, [member]);
      }
    }
    return names.get(name);
  };
}

/** By class; of two that one class has, the first. */
function constructorsOf({ functions }: Sketch): Map<number, FunctionSketch> {
  const found = new Map<number, FunctionSketch>();
  for (const one of functions) {
    const { name, class: owner } = one;
    if (name === 'constructor' && owner !== undefined && !found.has(owner)) found.set(owner, one);
  }
  return found;
}

/** A class is known by its name even where no term mentions it. */
function addClass(
  { id, name, in: scope }: ClassSketch,
  byScope: Map<number, Map<string, BindingSketch[]>>,
): void {
  const names = byScope.get(scope) ?? new Map<string, BindingSketch[]>();
  byScope.set(scope, names);
  if (!names.has(name)) names.set(name, [{ in: scope, name, value: { kind: 'class', id } }]);
}
