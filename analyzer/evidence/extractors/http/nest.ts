import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { DecoratorCall } from '../link/decorators.ts';
import { entryOf, itemsOf } from '../link/entries.ts';
import { DYNAMIC, type Folded } from '../link/fold-text.ts';
import {
  applicationFor,
  isExcluded,
  type NestApplication,
  readNestApplications,
  versionTexts,
} from './nest-applications.ts';
import {
  classesWith,
  type DecoratedClass,
  type DecoratedMethod,
  decoratedMembers,
} from './nest-controllers.ts';
import { type NestModules, readNestModules } from './nest-modules.ts';
import { joinPaths, pathTemplate } from './paths.ts';

/**
 * NestJS over HTTP: global prefix with excludes, versions in the path, `RouterModule`, inherited controllers, composed
 * decorators, several paths in one decorator, several applications in one repository.
 */
export const nest: Extractor = {
  name: 'nestjs',
  packages: ['@nestjs/common', '@nestjs/core'],
  methods: ['setGlobalPrefix', 'enableVersioning', 'register', 'create'],
  extract: (code, found) => {
    const modules = readNestModules(code);
    const applications = readNestApplications(code, modules);
    for (const controller of classesWith(code, new Set([CONTROLLER]))) {
      const key = `${controller.module}#${controller.sketch.id}`;
      const application = applicationFor(applications, key, controller.module);
      addController(code, found, controller, { key, modules, ...(application ? { application } : {}) });
    }
  },
};

const CONTROLLER = '@nestjs/common.Controller';
const VERSION = '@nestjs/common.Version';
const VERBS: ReadonlyMap<string, string> = new Map(
  ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head', 'All', 'Search', 'Propfind', 'Lock', 'Unlock']
    .map((name): [string, string] => [`@nestjs/common.${name}`, name.toUpperCase()])
    .concat([['@nestjs/common.Sse', 'GET']]),
);

interface Surroundings {
  readonly key: string;
  readonly modules: NestModules;
  readonly application?: NestApplication;
}

function addController(code: Code, found: Found, controller: DecoratedClass, around: Surroundings): void {
  const decorator = controller.decorators.find(({ origin }) => origin === CONTROLLER);
  if (!decorator) return;
  const bases = pathsOf(code, decorator);
  const ownVersions = controller.decorators.filter(({ origin }) => origin === VERSION);
  const classVersions = [
    ...ownVersions.flatMap(({ module, args }) => args.flatMap((term) => versionTexts(code, module, term))),
    ...versionOption(code, decorator),
  ];
  for (const method of decoratedMembers(code, controller)) {
    for (const verb of method.decorators) {
      const name = VERBS.get(verb.origin);
      if (name === undefined) continue;
      const versions = versionsOf(code, method, classVersions, around.application);
      for (const path of fullPaths({ ...around, bases, versions }, pathsOf(code, verb), name)) {
        found.endpoints.push(endpointOf(controller, method, { ...path, method: name }));
      }
    }
  }
}

function endpointOf(
  { module, sketch }: DecoratedClass,
  { member, module: written, inherited }: DecoratedMethod,
  { text, certainty, method }: Folded & { method: string },
): Found['endpoints'][number] {
  return {
    protocol: 'http',
    method,
    path: pathTemplate(text),
    module,
    line: inherited ? sketch.line : member.line,
    handler: `${sketch.name}.${member.name}`,
    certainty,
    source: 'nestjs',
    entry: member.function === undefined ? [] : [{ module: written, id: member.function }],
  };
}

/** The paths of `@Controller(…)` or `@Get(…)`: a string, a list of them, or an object with `path`. */
function pathsOf(code: Code, { module, args, loop }: DecoratorCall): Folded[] {
  const [first] = args;
  if (first === undefined) return [{ text: '', certainty: 1 }];
  return itemsOf(code, { module, term: first, ...(loop ? { loop } : {}) }).flatMap((item) => {
    const values = code.evaluate(item.module, item.term, item.loop);
    const isOptions = values.some(({ kind }) => kind === 'object');
    if (!isOptions) return code.fold(item.module, item.term, item.loop);
    const paths = entryOf(code, { module: item.module, args: [item.term] }, 'path');
    return paths.length > 0 ? paths : [{ text: '', certainty: 1 }];
  });
}

function versionOption(code: Code, { module, args }: DecoratorCall): string[] {
  return args.flatMap((term) =>
    code.evaluate(module, term).flatMap((value) => {
      const entry =
        value.kind === 'object' ? value.term.entries.find(([key]) => key === 'version') : undefined;
      return entry && value.kind === 'object' ? versionTexts(code, value.module, entry[1]) : [];
    }),
  );
}

function versionsOf(
  code: Code,
  { decorators }: DecoratedMethod,
  ofClass: readonly string[],
  application: NestApplication | undefined,
): readonly string[] {
  if (application?.versionPrefix === undefined) return [''];
  const own = decorators
    .filter(({ origin }) => origin === VERSION)
    .flatMap(({ module, args }) => args.flatMap((term) => versionTexts(code, module, term)));
  if (own.length > 0) return own;
  if (ofClass.length > 0) return ofClass;
  return application.defaultVersions.length > 0 ? application.defaultVersions : [''];
}

interface PathParts extends Surroundings {
  readonly bases: readonly Folded[];
  readonly versions: readonly string[];
}

/** In Nest's own order: global prefix, version, path of the module, of the controller, of the method. */
function fullPaths(parts: PathParts, own: readonly Folded[], method: string): Folded[] {
  const { key, modules, versions, bases } = parts;
  return versions.flatMap((version) =>
    modules
      .prefixesOf(key)
      .flatMap((outer) =>
        bases.flatMap((base) => own.map((path) => fullPath(parts, [outer, base, path], { version, method }))),
      ),
  );
}

function fullPath(
  { application }: PathParts,
  parts: readonly Folded[],
  { version, method }: { version: string; method: string },
): Folded {
  const inner = parts.map(({ text }) => text).reduce(joinPaths, '');
  const versioned = version === '' ? '' : `/${application?.versionPrefix ?? ''}${version}`;
  const prefix = application && !isExcluded(application, inner, method) ? application.prefix : undefined;
  const text = joinPaths(joinPaths(prefix?.text ?? '', versioned), inner);
  return { text, certainty: certaintyOf(prefix ? [...parts, prefix] : parts, text) };
}

function certaintyOf(parts: readonly Folded[], text: string): number {
  const least = Math.min(...parts.map(({ certainty }) => certainty));
  return text.includes(DYNAMIC) ? Math.min(least, 0.4) : least;
}
