import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { DecoratorCall } from '../link/decorators.ts';
import { entryOf } from '../link/entries.ts';
import { classesWith, type DecoratedClass, decoratedMembers } from './nest-controllers.ts';

const RESOLVERS = new Set(['@nestjs/graphql.Resolver', 'type-graphql.Resolver']);
const OPERATION = /^(?:@nestjs\/graphql|type-graphql)\.(Query|Mutation|Subscription)$/u;

/** GraphQL by decorators (NestJS, type-graphql): each root field is an endpoint. */
export const graphql: Extractor = {
  name: 'graphql',
  packages: ['@nestjs/graphql', 'type-graphql'],
  extract: (code, found) => {
    for (const resolver of resolvers(code)) {
      for (const method of decoratedMembers(code, resolver)) {
        for (const decorator of method.decorators) {
          const kind = OPERATION.exec(decorator.origin)?.[1];
          if (kind === undefined) continue;
          const { member } = method;
          found.endpoints.push({
            protocol: 'graphql',
            method: kind.toUpperCase(),
            path: operationName(code, decorator) ?? member.name,
            module: resolver.module,
            line: method.inherited ? resolver.sketch.line : member.line,
            handler: `${resolver.sketch.name}.${member.name}`,
            certainty: 1,
            source: 'graphql',
            entry: entryAt(method.module, member.function),
          });
        }
      }
    }
  },
};

/**
 * Classes with `@Resolver`, and those that NestJS asks although they have none. A class that a function makes stands
 * for nothing by itself: what is made from it is a resolver.
 */
function resolvers(code: Code): DecoratedClass[] {
  const marked = classesWith(code, RESOLVERS).filter(({ sketch }) => sketch.in === 0);
  const known = new Set(marked.map(({ sketch }) => sketch));
  const others = code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.classes ?? [])
      .filter((sketch) => sketch.in === 0 && !known.has(sketch))
      .map((sketch): DecoratedClass => ({ module, sketch, decorators: [] }))
      .filter((one) =>
        decoratedMembers(code, one).some((member) => !member.inherited && isOperation(member)),
      ),
  );
  return [...marked, ...others];
}

function isOperation({ decorators }: { readonly decorators: readonly DecoratorCall[] }): boolean {
  return decorators.some(({ origin }) => OPERATION.test(origin));
}

/** `@Query('orders')` or `{ name: 'orders' }`; a function is the type. */
function operationName(code: Code, decorator: DecoratorCall): string | undefined {
  const [first] = decorator.args;
  if (typeof first === 'string') return first;
  return entryOf(code, decorator, 'name')[0]?.text;
}

export function entryAt(module: string, id: number | undefined): Found['endpoints'][number]['entry'] {
  return id === undefined ? [] : [{ module, id }];
}
