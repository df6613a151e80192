import type { Extractor } from '../extractor.ts';
import { addDecoratedRoutes } from './decorated-routes.ts';

const PACKAGES = ['tsoa', '@tsoa/runtime'];

/** tsoa: `@Route` on the class, verbs on methods, `{id}` parameters. Its generator leaves out what is inherited. */
export const tsoa: Extractor = {
  name: 'tsoa',
  packages: PACKAGES,
  extract: (code, found) =>
    addDecoratedRoutes(code, found, {
      source: 'tsoa',
      controllers: new Set(PACKAGES.map((name) => `${name}.Route`)),
      verbs: VERBS,
      prefixes: [{ text: '', certainty: 1 }],
      ownAlone: true,
    }),
};

const VERBS: ReadonlyMap<string, string> = new Map(
  PACKAGES.flatMap((from) =>
    ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options'].map((name): [string, string] => [
      `${from}.${name}`,
      name.toUpperCase(),
    ]),
  ),
);
