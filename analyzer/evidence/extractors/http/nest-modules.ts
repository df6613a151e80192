import type { Code } from '../link/code.ts';
import { decoratorCalls } from '../link/decorators.ts';
import { itemsOf, optionsOf, type Placed, propertyOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { joinPaths } from './paths.ts';

/** Which module declares which controllers and imports which modules, and the paths that `RouterModule` gives them. */
export interface NestModules {
  /** Module class → prefixes of its controllers. */
  readonly prefixesOf: (controller: string) => readonly Folded[];
  /** Controllers that an application starts with. */
  readonly controllersUnder: (rootModule: string) => ReadonlySet<string>;
}

interface NestModule {
  readonly controllers: readonly string[];
  readonly imports: readonly string[];
}

export function readNestModules(code: Code): NestModules {
  const modules = new Map(code.modules.flatMap((module) => modulesIn(code, module)));
  const paths = modulePaths(code);
  const prefixes = new Map<string, Folded[]>();
  for (const [key, { controllers }] of modules) {
    for (const path of paths.get(key) ?? [])
      for (const controller of controllers) add(prefixes, controller, path);
  }
  return {
    prefixesOf: (controller) => prefixes.get(controller) ?? [{ text: '', certainty: 1 }],
    controllersUnder: (root) => controllersUnder(root, modules),
  };
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
}

function modulesIn(code: Code, module: string): [string, NestModule][] {
  return (code.indexOf(module)?.sketch.classes ?? []).flatMap(({ id, decorators }) =>
    decoratorCalls(code, module, decorators)
      .filter(({ origin }) => origin === '@nestjs/common.Module')
      .map(({ args, module: at }): [string, NestModule] => {
        const listed = (key: string): string[] =>
          classKeys(
            code,
            optionsOf(code, at, args, key).flatMap((one) => itemsOf(code, one)),
          );
        return [`${module}#${id}`, { controllers: listed('controllers'), imports: listed('imports') }];
      }),
  );
}

function modulePaths(code: Code): Map<string, Folded[]> {
  const paths = new Map<string, Folded[]>();
  for (const { callee, module, args } of code.callsFrom('@nestjs/core')) {
    const isRegister =
      callee.kind === 'package' && /^RouterModule\.(?:register|forRoutes)$/u.test(callee.path);
    if (isRegister) for (const term of args) readRoutes({ code, paths }, { module, term }, '', 0);
  }
  return paths;
}

/** `[{ path, module, children }]`, nested; a child may be a bare module. */
function readRoutes(
  reading: { readonly code: Code; readonly paths: Map<string, Folded[]> },
  list: Placed,
  outer: string,
  depth: number,
): void {
  const { code, paths } = reading;
  if (depth > 10) return;
  for (const item of itemsOf(code, list)) {
    const [path] = propertyOf(code, item, 'path').flatMap((one) => code.fold(one.module, one.term));
    const whole: Folded = { text: joinPaths(outer, path?.text ?? ''), certainty: path?.certainty ?? 1 };
    const children = propertyOf(code, item, 'children');
    const direct = [...propertyOf(code, item, 'module'), ...children.flatMap((one) => itemsOf(code, one))];
    for (const key of classKeys(code, direct)) add(paths, key, whole);
    for (const inner of children) readRoutes(reading, inner, whole.text, depth + 1);
  }
}

/** Classes among terms: `X`, `X.forRoot()`, `forwardRef(() => X)`. */
export function classKeys(code: Code, terms: readonly Placed[]): string[] {
  return terms.flatMap(({ module, term, loop }) => {
    const values = code.evaluate(module, term, loop);
    const direct = values.flatMap((value) => (value.kind === 'class' ? [`${value.module}#${value.id}`] : []));
    if (direct.length > 0) return direct;
    return typeof term === 'object' && term?.kind === 'chain' ? inCall(code, module, term) : [];
  });
}

function inCall(
  code: Code,
  module: string,
  term: { root: Placed['term']; links: readonly unknown[] },
): string[] {
  const root = code.evaluate(module, term.root);
  const classes = root.flatMap((value) => (value.kind === 'class' ? [`${value.module}#${value.id}`] : []));
  if (classes.length > 0) return classes;
  const last = term.links.at(-1);
  const args = isCallLink(last) ? last.call : [];
  return args.flatMap((argument) => {
    if (typeof argument !== 'object' || argument?.kind !== 'function') return [];
    const returned = code.indexOf(module)?.function(argument.id)?.returns ?? [];
    return classKeys(
      code,
      returned.map((one) => ({ module, term: one })),
    );
  });
}

function isCallLink(link: unknown): link is { call: Placed['term'][] } {
  return typeof link === 'object' && link !== null && 'call' in link;
}

function controllersUnder(root: string, modules: ReadonlyMap<string, NestModule>): Set<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  const open = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const controller of modules.get(at)?.controllers ?? []) found.add(controller);
    open.push(...(modules.get(at)?.imports ?? []));
  }
  return found;
}
