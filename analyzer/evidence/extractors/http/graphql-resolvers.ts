import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import { optionsOf, type Placed, propertyOf } from '../link/entries.ts';
import type { Value } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { handlerOf } from './handler.ts';

const PACKAGES = [
  '@apollo/server',
  'apollo-server',
  'apollo-server-express',
  'apollo-server-koa',
  'apollo-server-fastify',
  'apollo-server-micro',
  'graphql-yoga',
  '@graphql-tools/schema',
  '@graphql-tools/merge',
  'graphql-tools',
  'mercurius',
  '@apollo/subgraph',
];
const ROOTS: ReadonlyMap<string, string> = new Map([
  ['Query', 'QUERY'],
  ['Mutation', 'MUTATION'],
  ['Subscription', 'SUBSCRIPTION'],
]);

/** GraphQL by schema: each field of `Query`, `Mutation` and `Subscription` in a map of resolvers. */
export const graphqlResolvers: Extractor = {
  name: 'graphql-resolvers',
  packages: PACKAGES,
  methods: ['register'],
  extract: (code, found) => {
    for (const module of code.modules) addAnnotated({ code, found }, module);
    const servers = code.callsFrom(...PACKAGES);
    if (servers.length === 0) return;
    for (const { module, args } of servers) {
      for (const placed of optionsOf(code, module, args, 'resolvers')) addMaps({ code, found }, placed, 0);
    }
    for (const module of code.modules) addBindings({ code, found }, module);
  },
};

/** `const addOrder: MutationResolvers['addOrder'] = …`: the annotation says which field a file of its own resolves. */
function addAnnotated(adding: Adding, module: string): void {
  for (const { in: scope, value, type } of adding.code.indexOf(module)?.sketch.bindings ?? []) {
    const [method, field] = scope === 0 ? annotatedField(type) : [];
    if (value === undefined || method === undefined || field === undefined) continue;
    addField(adding, { module, term: value }, method, field);
  }
}

function annotatedField(type: Term | undefined): [method?: string, field?: string] {
  if (typeof type !== 'object' || type?.kind !== 'type') return [];
  const { root = '', field } = ANNOTATED.exec(type.name)?.groups ?? {};
  return field === undefined ? [] : [ROOTS.get(root) ?? root, field];
}

const ANNOTATED = /^(?<root>Query|Mutation|Subscription)Resolvers\.(?<field>\w+)$/u;

/** Maps that a loader or a merge brings together at run time. */
function addBindings(adding: Adding, module: string): void {
  for (const { name, in: scope, value } of adding.code.indexOf(module)?.sketch.bindings ?? []) {
    if (scope !== 0 || value === undefined || ROOTS.has(name)) continue;
    addMaps(adding, { module, term: value }, 0);
  }
}

interface Adding {
  readonly code: Code;
  readonly found: Found;
}

const DEEPEST = 6;

/** A map, a list of them, or what a merging function is given. */
function addMaps(adding: Adding, placed: Placed, depth: number): void {
  if (depth > DEEPEST || !mayHoldMap(placed)) return;
  for (const value of adding.code.evaluate(placed.module, placed.term)) {
    if (value.kind === 'object') addMap(adding, value, depth);
    else if (value.kind === 'list') addAll(adding, value.module, value.items, depth);
    else if (value.kind === 'made' && depth > 0) addAll(adding, value.module, value.args, depth);
  }
}

function addAll(adding: Adding, module: string, terms: readonly Term[], depth: number): void {
  for (const term of terms) addMaps(adding, { module, term }, depth + 1);
}

function mayHoldMap({ term }: Placed): boolean {
  return typeof term === 'object' && term !== null && term.kind !== 'function' && term.kind !== 'param';
}

function addMap(adding: Adding, { module, term }: Value & { kind: 'object' }, depth: number): void {
  for (const [root, method] of ROOTS) {
    if (!term.entries.some(([key]) => key === root)) continue;
    for (const fields of propertyOf(adding.code, { module, term }, root))
      addFields(adding, fields, method, 0);
  }
  for (const spread of term.spreads ?? []) addMaps(adding, { module, term: spread }, depth + 1);
}

function addFields(adding: Adding, fields: Placed, method: string, depth: number): void {
  if (depth > DEEPEST) return;
  for (const value of adding.code.evaluate(fields.module, fields.term)) {
    if (value.kind !== 'object') continue;
    for (const [name, term] of value.term.entries)
      addField(adding, { module: value.module, term }, method, name);
    for (const term of value.term.spreads ?? []) {
      addFields(adding, { module: value.module, term }, method, depth + 1);
    }
  }
}

/** A function, `{ subscribe, resolve }`, or a function inside a wrapper. What is none of these is no resolver. */
function addField({ code, found }: Adding, { module, term }: Placed, method: string, name: string): void {
  const inner = ['subscribe', 'resolve'].flatMap((key) => propertyOf(code, { module, term }, key));
  const [at = { module, term }] = inner;
  const handler = handlerOf(code, { module: at.module, line: 1 }, [at.term]);
  if (handler.entry.length === 0) return;
  const named = handler.handler === '(inline)' ? { ...handler, handler: `${method}.${name}` } : handler;
  found.endpoints.push({
    protocol: 'graphql',
    method,
    path: name,
    certainty: 1,
    source: 'graphql-resolvers',
    ...named,
  });
}
