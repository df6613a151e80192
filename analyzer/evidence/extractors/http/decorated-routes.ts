import type { Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { DecoratorCall } from '../link/decorators.ts';
import { itemsOf } from '../link/entries.ts';
import { DYNAMIC, type Folded } from '../link/fold-text.ts';
import { braceParameters } from './brace-parameters.ts';
import {
  classesWith,
  type DecoratedClass,
  type DecoratedMethod,
  decoratedMembers,
} from './nest-controllers.ts';
import { joinPaths, pathTemplate } from './paths.ts';

/** A framework whose routes are decorators with a path: one on the class, one on each method. */
export interface DecoratorRules {
  readonly source: string;
  readonly controllers: ReadonlySet<string>;
  /** Origin of a decorator → HTTP method. */
  readonly verbs: ReadonlyMap<string, string>;
  /** In front of every path. */
  readonly prefixes: readonly Folded[];
  /** What a controller's base class has is no route of it. */
  readonly ownAlone?: boolean;
}

export function addDecoratedRoutes(code: Code, found: Found, rules: DecoratorRules): void {
  for (const controller of classesWith(code, rules.controllers)) {
    const decorator = controller.decorators.find(({ origin }) => rules.controllers.has(origin));
    const bases = decorator ? pathsOf(code, decorator) : [];
    for (const method of decoratedMembers(code, controller)) {
      if (rules.ownAlone && method.inherited) continue;
      for (const verb of method.decorators) {
        const name = rules.verbs.get(verb.origin);
        if (name === undefined) continue;
        for (const path of combined([rules.prefixes, bases, pathsOf(code, verb)])) {
          found.endpoints.push(endpointOf(rules.source, { controller, method }, name, path));
        }
      }
    }
  }
}

function pathsOf(code: Code, { module, args, loop }: DecoratorCall): Folded[] {
  const [first] = args;
  if (first === undefined || (typeof first === 'object' && first?.kind === 'object')) return [EMPTY];
  return itemsOf(code, { module, term: first, ...(loop ? { loop } : {}) })
    .flatMap((item) => code.fold(item.module, item.term, item.loop))
    .map(braceParameters);
}

const EMPTY: Folded = { text: '', certainty: 1 };

function combined(parts: readonly (readonly Folded[])[]): Folded[] {
  return parts.reduce<Folded[]>(
    (before, part) =>
      before.flatMap((left) =>
        part.map((right) => ({
          text: joinPaths(left.text, right.text),
          certainty: Math.min(left.certainty, right.certainty),
        })),
      ),
    [EMPTY],
  );
}

function endpointOf(
  source: string,
  { controller, method }: { controller: DecoratedClass; method: DecoratedMethod },
  verb: string,
  { text, certainty }: Folded,
): Found['endpoints'][number] {
  const { member, module: written, inherited } = method;
  return {
    protocol: 'http',
    method: verb,
    path: pathTemplate(text),
    module: controller.module,
    line: inherited ? controller.sketch.line : member.line,
    handler: `${controller.sketch.name}.${member.name}`,
    certainty: text.includes(DYNAMIC) ? Math.min(certainty, 0.4) : certainty,
    source,
    entry: member.function === undefined ? [] : [{ module: written, id: member.function }],
  };
}
