import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { entryOf } from '../link/entries.ts';
import { classesWith, decoratedMembers } from './nest-controllers.ts';

const RESOLVERS = new Set(['@nestjs/graphql.Resolver', 'type-graphql.Resolver']);
const OPERATION = /^(?:@nestjs\/graphql|type-graphql)\.(Query|Mutation|Subscription)$/u;

/** GraphQL by decorators (NestJS, type-graphql): each root field is an endpoint. */
export const graphql: Extractor = {
  name: 'graphql',
  packages: ['@nestjs/graphql', 'type-graphql'],
  extract: (code, found) => {
    for (const resolver of classesWith(code, RESOLVERS)) {
      for (const method of decoratedMembers(code, resolver)) {
        for (const { origin, args, module } of method.decorators) {
          const kind = OPERATION.exec(origin)?.[1];
          if (kind === undefined) continue;
          const { member } = method;
          found.endpoints.push({
            protocol: 'graphql',
            method: kind.toUpperCase(),
            path: operationName(code, module, args) ?? member.name,
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

/** `@Query('orders')` or `{ name: 'orders' }`; a function is the type. */
function operationName(
  code: Code,
  module: string,
  args: Parameters<typeof entryOf>[1]['args'],
): string | undefined {
  const [first] = args;
  if (typeof first === 'string') return first;
  const [named] = entryOf(code, { module, args }, 'name');
  return named?.text;
}

export function entryAt(module: string, id: number | undefined): Found['endpoints'][number]['entry'] {
  return id === undefined ? [] : [{ module, id }];
}
