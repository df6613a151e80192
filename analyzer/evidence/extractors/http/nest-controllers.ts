import type { ClassSketch, MemberSketch } from '../sketch/sketch.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls, type DecoratorCall } from '../link/decorators.ts';
import type { ClassValue } from '../link/value.ts';

/** A class with a decorator that makes it something, and the methods that it has or inherits. */
export interface DecoratedClass {
  readonly module: string;
  readonly sketch: ClassSketch;
  readonly decorators: readonly DecoratorCall[];
}

export interface DecoratedMethod {
  readonly member: MemberSketch;
  /** Where the method is written: the class itself or one above it. */
  readonly module: string;
  readonly inherited: boolean;
  readonly decorators: readonly DecoratorCall[];
}

/** Classes that carry a decorator from one of these origins. */
export function classesWith(code: Code, origins: ReadonlySet<string>): DecoratedClass[] {
  return code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.classes ?? []).flatMap((sketch): DecoratedClass[] => {
      const decorators = decoratorCalls(code, module, sketch.decorators);
      return decorators.some(({ origin }) => origins.has(origin)) ? [{ module, sketch, decorators }] : [];
    }),
  );
}

/** Methods and fields with decorators; what a subclass writes anew hides what it would inherit. */
export function decoratedMembers(code: Code, { module, sketch }: DecoratedClass): DecoratedMethod[] {
  const seen = new Set<string>();
  const start: ClassValue = { kind: 'class', module, id: sketch.id };
  return [start, ...code.basesOf(start)].flatMap((at): DecoratedMethod[] => {
    const own = at.kind === 'class' ? code.indexOf(at.module)?.class(at.id) : undefined;
    if (!own || at.kind !== 'class') return [];
    const members = own.members.filter(({ name, kind }) => kind === 'method' && !seen.has(name));
    for (const { name } of members) seen.add(name);
    return members.flatMap((member) => {
      const decorators = decoratorCalls(code, at.module, member.decorators, at.loop);
      const inherited = at !== start;
      return decorators.length === 0 ? [] : [{ member, module: at.module, inherited, decorators }];
    });
  });
}
