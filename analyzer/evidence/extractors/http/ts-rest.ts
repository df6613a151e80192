import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls } from '../link/decorators.ts';
import { entryOf, type Placed } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import { type Handler, handlerOf } from './handler.ts';
import { joinPaths, pathTemplate } from './paths.ts';
import { entryAt } from './graphql.ts';

const PACKAGES = [
  '@ts-rest/core',
  '@ts-rest/express',
  '@ts-rest/fastify',
  '@ts-rest/nest',
  '@ts-rest/next',
  '@ts-rest/serverless',
];

/** ts-rest: each route of a contract, with the handler of whoever implements it. */
export const tsRest: Extractor = {
  name: 'ts-rest',
  packages: PACKAGES,
  methods: ['router'],
  extract: (code, found) => {
    const contracts = contractsIn(code);
    if (contracts.size === 0) return;
    const routes = rootsOf(code, contracts).flatMap((contract) => routesIn(code, contract, NO_PREFIX, 0));
    const handlers = new Map([...implementedByCalls(code), ...implementedByDecorators(code)]);
    for (const route of routes) found.endpoints.push(endpointOf(route, handlers));
  },
};

type Made = Value & { kind: 'made' };

const CONTRACT = /^@ts-rest\/core\.initContract\(\)\.router$/u;
const IMPLEMENTS =
  /^@ts-rest\/.*(?:initServer\(\)\.router|createExpressEndpoints|createNextRoute|createNextHandler)$/u;
const NO_PREFIX: Folded = { text: '', certainty: 1 };
/** A contract that nobody was seen to implement. */
const UNIMPLEMENTED = 0.6;

interface Route {
  readonly method: string;
  readonly path: Folded;
  /** Site of the contract and name of the route in it. */
  readonly key: string;
  readonly module: string;
  readonly line: number;
  readonly name: string;
}

function contractsIn(code: Code): Map<string, Made> {
  const found = new Map<string, Made>();
  for (const { callee, module, args, at, line } of code.callsFrom('@ts-rest/core')) {
    if (CONTRACT.test(originOf(callee) ?? '')) {
      found.set(`${module}@${at}`, { kind: 'made', by: callee, module, args, at, line });
    }
  }
  return found;
}

/** Contracts that no other contract contains. */
function rootsOf(code: Code, contracts: ReadonlyMap<string, Made>): Made[] {
  const inner = new Set(
    [...contracts.values()].flatMap((contract) =>
      entriesOf(code, contract).flatMap(([, value]) => siteOf(value) ?? []),
    ),
  );
  return [...contracts].flatMap(([site, contract]) => (inner.has(site) ? [] : [contract]));
}

function entriesOf(code: Code, { module, args }: Made): [string, Value][] {
  return args
    .slice(0, 1)
    .flatMap((term) =>
      code
        .evaluate(module, term)
        .flatMap((value) =>
          value.kind !== 'object'
            ? []
            : value.term.entries.flatMap(([name, one]) =>
                code.evaluate(value.module, one).map((inner): [string, Value] => [name, inner]),
              ),
        ),
    );
}

function routesIn(code: Code, contract: Made, outer: Folded, depth: number): Route[] {
  if (depth > 8) return [];
  const { module, args, line } = contract;
  const [own = NO_PREFIX] = entryOf(code, { module, args: args.slice(1) }, 'pathPrefix');
  const prefix = joined(outer, own);
  return entriesOf(code, contract).flatMap(([name, value]): Route[] => {
    if (value.kind === 'made') return routesIn(code, value, prefix, depth + 1);
    if (value.kind !== 'object') return [];
    const placed = { module: value.module, args: [value.term] };
    const key = `${siteOf(contract) ?? ''}.${name}`;
    return entryOf(code, placed, 'path').flatMap((path) =>
      entryOf(code, placed, 'method').map(({ text }) => ({
        method: text.toUpperCase(),
        path: joined(prefix, path),
        key,
        module,
        line,
        name,
      })),
    );
  });
}

function joined(left: Folded, right: Folded): Folded {
  return { text: joinPaths(left.text, right.text), certainty: Math.min(left.certainty, right.certainty) };
}

/** `s.router(contract, { getPost: async () => … })`, nested ones given as objects. */
function implementedByCalls(code: Code): [string, Handler][] {
  return code.callsFrom(...PACKAGES.slice(1)).flatMap(({ callee, module, args, line }) => {
    const [contract, implementation] = args;
    if (contract === undefined || implementation === undefined) return [];
    if (!IMPLEMENTS.test(originOf(callee) ?? '')) return [];
    return code
      .evaluate(module, contract)
      .flatMap((value) => implementedIn(code, value, { module, term: implementation }, line));
  });
}

function implementedIn(code: Code, contract: Value, placed: Placed, line: number): [string, Handler][] {
  return code.evaluate(placed.module, placed.term).flatMap((value) => {
    if (value.kind !== 'object') return [];
    return value.term.entries.flatMap(([name, term]): [string, Handler][] => {
      const nested = memberOf(code, contract, name);
      if (nested) return implementedIn(code, nested, { module: value.module, term }, line);
      const handler = handlerOf(code, { module: value.module, line }, [term]);
      const named = handler.handler === '(inline)' ? { ...handler, handler: name } : handler;
      return [[`${siteOf(contract) ?? ''}.${name}`, named]];
    });
  });
}

/** A contract inside a contract. */
function memberOf(code: Code, contract: Value, name: string): Made | undefined {
  const found =
    contract.kind === 'made' ? entriesOf(code, contract).find(([key]) => key === name)?.[1] : undefined;
  return found?.kind === 'made' ? found : undefined;
}

const DECORATOR = /^@ts-rest\/nest\.TsRest(?:Handler)?$/u;

/** `@TsRestHandler(contract.getPost)` on a method of a NestJS controller. */
function implementedByDecorators(code: Code): [string, Handler][] {
  return code.modules.flatMap((module) =>
    (code.indexOf(module)?.sketch.classes ?? []).flatMap((owner) =>
      owner.members.flatMap((member) =>
        decoratorCalls(code, module, member.decorators)
          .filter(({ origin }) => DECORATOR.test(origin))
          .flatMap(({ args, module: at }) => args.slice(0, 1).flatMap((term) => code.evaluate(at, term)))
          .flatMap((value): [string, Handler][] => {
            const key = keyOf(code, value);
            const handler = `${owner.name}.${member.name}`;
            return key === undefined
              ? []
              : [[key, { module, line: member.line, handler, entry: entryAt(module, member.function) }]];
          }),
      ),
    ),
  );
}

/** `contract.posts.get` names a route of the contract inside. */
function keyOf(code: Code, value: Value): string | undefined {
  if (value.kind !== 'member') return undefined;
  const of = value.of.kind === 'member' ? memberOf(code, value.of.of, value.of.name) : value.of;
  return of && siteOf(of) !== undefined ? `${siteOf(of) ?? ''}.${value.name}` : undefined;
}

function endpointOf(
  { method, path, key, module, line, name }: Route,
  handlers: ReadonlyMap<string, Handler>,
): Found['endpoints'][number] {
  const found = handlers.get(key);
  const handler = found ?? { module, line, handler: name, entry: [] };
  const certainty = found ? path.certainty : Math.min(path.certainty, UNIMPLEMENTED);
  return {
    protocol: 'http',
    method,
    path: pathTemplate(path.text),
    certainty,
    source: 'ts-rest',
    ...handler,
  };
}
