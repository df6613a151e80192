import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { handlerOf } from './handler.ts';

const KINDS: ReadonlyMap<string, string> = new Map([
  ['query', 'QUERY'],
  ['mutation', 'MUTATION'],
  ['subscription', 'SUBSCRIPTION'],
]);

/** tRPC 10 and 11: each procedure of a router that no other contains, under its dotted path. */
export const trpc: Extractor = {
  name: 'trpc',
  packages: ['@trpc/server'],
  methods: [...KINDS.keys(), 'router', 'mergeRouters'],
  extract: (code, found) => {
    const routers = routersIn(code);
    const inner = nestedSites(code, routers);
    for (const router of routers) {
      if (!inner.has(siteOf(router) ?? '')) addProcedures({ code, found }, router, '', 0);
    }
  },
};

type Made = Value & { kind: 'made' };

const ROUTER = /^@trpc\/server\.initTRPC\b.*\.(?:router|mergeRouters)$/u;

function routersIn(code: Code): Made[] {
  const found = new Map<string, Made>();
  for (const { callee, module, args, at, line } of code.callsFrom('@trpc/server')) {
    if (!ROUTER.test(originOf(callee) ?? '')) continue;
    found.set(`${module}@${at}`, { kind: 'made', by: callee, module, args, at, line });
  }
  return [...found.values()];
}

function isRouter(value: Value): value is Made {
  return value.kind === 'made' && ROUTER.test(originOf(value.by) ?? '');
}

/** Sites of all routers that another contains. */
function nestedSites(code: Code, routers: readonly Made[]): Set<string> {
  const inner = new Set<string>();
  const open = [...routers];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const [, value] of partsOf(code, at)) {
      const site = isRouter(value) ? siteOf(value) : undefined;
      if (site === undefined || inner.has(site)) continue;
      inner.add(site);
      if (isRouter(value)) open.push(value);
    }
  }
  return inner;
}

/** Entries with what they come to; a merged router has its parts without names. Plain objects are looked into. */
function partsOf(code: Code, { by, module, args }: Made): [name: string, value: Value][] {
  const merges = by.kind === 'member' && by.name === 'mergeRouters';
  if (merges) {
    return args.flatMap((term) => code.evaluate(module, term).map((value): [string, Value] => ['', value]));
  }
  return args.slice(0, 1).flatMap((term) => entriesIn(code, module, { term, name: '' }, 0));
}

function entriesIn(
  code: Code,
  module: string,
  { term, name }: { term: Term; name: string },
  depth: number,
): [string, Value][] {
  return code.evaluate(module, term).flatMap((value): [string, Value][] => {
    if (value.kind !== 'object') return name === '' ? [] : [[name, value]];
    if (depth > DEEPEST) return [];
    const own = value.term.entries.flatMap(([key, one]) =>
      entriesIn(code, value.module, { term: one, name: dotted(name, key) }, depth + 1),
    );
    const spread = (value.term.spreads ?? []).flatMap((one) =>
      entriesIn(code, value.module, { term: one, name }, depth + 1),
    );
    return [...spread, ...own];
  });
}

const DEEPEST = 8;

function dotted(outer: string, name: string): string {
  return outer === '' || name === '' ? outer + name : `${outer}.${name}`;
}

interface Adding {
  readonly code: Code;
  readonly found: Found;
}

function addProcedures(adding: Adding, router: Made, prefix: string, depth: number): void {
  if (depth > DEEPEST) return;
  for (const [name, value] of partsOf(adding.code, router)) {
    const path = dotted(prefix, name);
    if (isRouter(value)) addProcedures(adding, value, path, depth + 1);
    else if (value.kind === 'made') addProcedure(adding, value, path);
  }
}

function addProcedure({ code, found }: Adding, { by, module, args, line }: Made, path: string): void {
  const method = by.kind === 'member' ? KINDS.get(by.name) : undefined;
  if (method === undefined) return;
  const handler = handlerOf(code, { module, line }, args);
  const called = handler.handler === '(inline)' ? { ...handler, handler: path } : handler;
  found.endpoints.push({ protocol: 'rpc', method, path, certainty: 1, source: 'trpc', ...called });
}
