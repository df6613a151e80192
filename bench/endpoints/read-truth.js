import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project, SyntaxKind } from 'ts-morph';
import { parse } from 'yaml';

const VERBS = /^(?:get|post|put|patch|delete|head|options)$/u;

/** Readers of what a repository says of its own endpoints; each gives `METHOD path`. */
export const readTruth = { openapi, introspection, sdl, registerRoute };

/** OpenAPI documents, JSON or YAML, given by path or by the end of their names below a folder. */
function openapi(root, { files = [], below, named, base }) {
  const all = below ? filesBelow(join(root, below), named) : files.map((file) => join(root, file));
  return all.flatMap((file) => {
    const { paths, servers = [] } = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
    const front = base ?? (servers[0]?.url ?? '').replace(/^(?:https?:\/\/|\{)[^/]+|\/$/gu, '');
    return Object.entries(paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => VERBS.test(key))
        .map((verb) => `${verb.toUpperCase()} ${front}${path}`),
    );
  });
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((one) => one.endsWith(ending))
    .map((one) => join(folder, one))
    .sort();
}

/** The result of an introspection query, as servers of GraphQL write it. */
function introspection(root, { files }) {
  return files.flatMap((file) => {
    const { data } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    const { types, ...roots } = data.__schema;
    return ['query', 'mutation', 'subscription'].flatMap((kind) => {
      const fields = types.find(({ name }) => name === roots[`${kind}Type`]?.name)?.fields ?? [];
      return fields.map(({ name }) => `${kind.toUpperCase()} ${name}`);
    });
  });
}

/** A schema in the language of GraphQL as its printer lays it out: one field a line. */
function sdl(root, { files }) {
  return files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /^type (Query|Mutation|Subscription) \{\n([\s\S]*?)^\}/gmu,
      ),
    ].flatMap(([, kind, body]) =>
      [...body.matchAll(/^ {2}(\w+)[(:]/gmu)].map(([, name]) => `${kind.toUpperCase()} ${name}`),
    ),
  );
}

/** Calls `registerRoute({ method, path })` of a client library; a path is a literal or a constant of the library. */
function registerRoute(root, { below, base }) {
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { noLib: true } });
  project.addSourceFilesAtPaths(join(root, below, '**/*.ts'));
  return project.getSourceFiles().flatMap((file) =>
    file
      .getDescendantsOfKind(SyntaxKind.CallExpression)
      .filter((call) => call.getExpression().getText() === 'registerRoute')
      .map((call) => {
        const [route] = call.getArguments();
        const of = (name) => route.getProperty(name)?.getInitializer()?.getType().getLiteralValue();
        return `${String(of('method')).toUpperCase()} ${base}/${String(of('path')).replace(/^\//u, '')}`;
      }),
  );
}
