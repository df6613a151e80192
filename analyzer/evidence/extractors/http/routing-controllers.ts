import type { Extractor } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { entryOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { addDecoratedRoutes } from './decorated-routes.ts';

/** routing-controllers: `@Controller`/`@JsonController`, inherited actions, `routePrefix` of the server. */
export const routingControllers: Extractor = {
  name: 'routing-controllers',
  packages: ['routing-controllers'],
  extract: (code, found) => {
    const prefixes = routePrefixes(code);
    addDecoratedRoutes(code, found, {
      source: 'routing-controllers',
      controllers: new Set(['routing-controllers.Controller', 'routing-controllers.JsonController']),
      verbs: VERBS,
      prefixes,
    });
  },
};

const VERBS: ReadonlyMap<string, string> = new Map(
  ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'].map((name) => [
    `routing-controllers.${name}`,
    name.toUpperCase(),
  ]),
);

const SERVERS = /^(?:create|use)(?:Express|Koa)Server$/u;

function routePrefixes(code: Code): Folded[] {
  const servers = code
    .callsFrom('routing-controllers')
    .filter(({ callee }) => callee.kind === 'package' && SERVERS.test(callee.path));
  const written = servers.flatMap((call) => entryOf(code, call, 'routePrefix'));
  return written.length > 0 ? written : [{ text: '', certainty: 1 }];
}
