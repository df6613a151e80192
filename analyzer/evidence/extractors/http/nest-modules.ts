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
  const modules = new Map<string, NestModule>();
  const paths = new Map<string, Folded[]>();
  for (const module of code.modules) {
    for (const { id, decorators } of code.indexOf(module)?.sketch.classes ?? []) {
      for (const { origin, args, module: at } of decoratorCalls(code, module, decorators)) {
        if (origin !== '@nestjs/common.Module') continue;
        const imports = optionsOf(code, at, args, 'imports').flatMap((one) => itemsOf(code, one));
        modules.set(`${module}#${id}`, {
          controllers: optionsOf(code, at, args, 'controllers').flatMap((one) => classKeys(code, itemsOf(code, one))),
          imports: classKeys(code, imports),
        });
      }
    }
  }
  for (const { callee, module, args } of code.callsFrom('@nestjs/core')) {
    const isRegister = callee.kind === 'package' && /^RouterModule\.(?:register|forRoutes)$/u.test(callee.path);
    if (isRegister) for (const term of args) readRoutes(code, { module, term }, '', paths);
  }
  const prefixes = new Map<string, Folded[]>();
  for (const [key, { controllers }] of modules) {
    for (const path of paths.get(key) ?? []) {
      for (const controller of controllers) prefixes.set(controller, [...(prefixes.get(controller) ?? []), path]);
    }
  }
  return {
    prefixesOf: (controller) => prefixes.get(controller) ?? [{ text: '', certainty: 1 }],
    controllersUnder: (root) => controllersUnder(root, modules),
  };
}

/** `[{ path, module, children }]`, nested. */
function readRoutes(code: Code, list: Placed, outer: string, paths: Map<string, Folded[]>, depth = 0): void {
  if (depth > 10) return;
  for (const item of itemsOf(code, list)) {
    const [path] = propertyOf(code, item, 'path').flatMap((one) => code.fold(one.module, one.term));
    const whole: Folded = { text: joinPaths(outer, path?.text ?? ''), certainty: path?.certainty ?? 1 };
    for (const key of classKeys(code, propertyOf(code, item, 'module'))) {
      paths.set(key, [...(paths.get(key) ?? []), whole]);
    }
    for (const children of propertyOf(code, item, 'children')) {
      readRoutes(code, children, whole.text, paths, depth + 1);
      for (const key of classKeys(code, itemsOf(code, children))) {
        paths.set(key, [...(paths.get(key) ?? []), whole]);
      }
    }
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

function inCall(code: Code, module: string, term: { root: Placed['term']; links: readonly unknown[] }): string[] {
  const root = code.evaluate(module, term.root);
  const classes = root.flatMap((value) => (value.kind === 'class' ? [`${value.module}#${value.id}`] : []));
  if (classes.length > 0) return classes;
  const last = term.links.at(-1);
  const args = isCallLink(last) ? last.call : [];
  return args.flatMap((argument) => {
    if (typeof argument !== 'object' || argument?.kind !== 'function') return [];
    const returned = code.indexOf(module)?.function(argument.id)?.returns ?? [];
    return classKeys(code, returned.map((one) => ({ module, term: one })));
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
