import { posix } from 'node:path';
import { compareBy } from '../compare-by.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { entryOf, itemsOf, optionsOf, propertyOf } from '../link/entries.ts';
import type { Folded } from '../link/fold-text.ts';
import { originOf, packageOf } from '../link/value.ts';
import { classKeys, type NestModules } from './nest-modules.ts';
import { pathTemplate } from './paths.ts';
import { valuesIn } from './values-in.ts';

/** What a bootstrap says about all its controllers: the global prefix and the way of versioning. */
export interface NestApplication {
  readonly module: string;
  readonly prefix?: Folded;
  readonly excludes: readonly { readonly path: string; readonly method?: string }[];
  /** In front of a version in the path; absent where versions are not in the path. */
  readonly versionPrefix?: string;
  readonly defaultVersions: readonly string[];
  readonly controllers: ReadonlySet<string>;
}

/** Every module that starts or sets up an application is one. */
export function readNestApplications(code: Code, modules: NestModules): NestApplication[] {
  const byModule = new Map<string, Call[]>();
  const calls = [...code.callsFrom('@nestjs/core'), ...code.callsNamed(SETTINGS)].filter(isSetUp);
  for (const call of new Set(calls.sort(compareBy(({ module }) => module)))) {
    byModule.set(call.module, [...(byModule.get(call.module) ?? []), call]);
  }
  return [...byModule].map(([module, own]) => applicationOf(code, module, own, modules));
}

const SETTINGS = new Set(['setGlobalPrefix', 'enableVersioning']);

function isSetUp({ callee }: Call): boolean {
  if (callee.kind === 'member') {
    return (
      SETTINGS.has(callee.name) &&
      (packageOf(callee)?.startsWith('@nestjs/') ?? callee.of.kind === 'parameter')
    );
  }
  return originOf(callee) === '@nestjs/core.NestFactory.create';
}

function applicationOf(
  code: Code,
  module: string,
  calls: readonly Call[],
  modules: NestModules,
): NestApplication {
  const named = (name: string): Call | undefined =>
    calls.find(({ callee }) => (callee.kind === 'member' ? callee.name : '') === name);
  const prefix = named('setGlobalPrefix');
  const versioning = named('enableVersioning');
  const [first] = prefix?.args ?? [];
  const roots = calls
    .filter(({ callee }) => callee.kind === 'package')
    .flatMap(({ args }) =>
      classKeys(
        code,
        args.slice(0, 1).map((term) => ({ module, term })),
      ),
    );
  const text = first === undefined ? undefined : code.fold(module, first)[0];
  return {
    module,
    ...(text ? { prefix: text } : {}),
    excludes: prefix ? excludesOf(code, prefix) : [],
    ...versioningOf(code, versioning),
    controllers: new Set(roots.flatMap((root) => [...modules.controllersUnder(root)])),
  };
}

function excludesOf(code: Code, { module, args }: Call): NestApplication['excludes'] {
  return optionsOf(code, module, args.slice(1), 'exclude')
    .flatMap((list) => itemsOf(code, list))
    .flatMap((item) => {
      const paths = propertyOf(code, item, 'path').flatMap((one) => code.fold(one.module, one.term));
      if (paths.length === 0) return code.fold(item.module, item.term).map(({ text }) => ({ path: text }));
      const method = propertyOf(code, item, 'method')
        .flatMap((one) => code.evaluate(one.module, one.term))
        .flatMap((value) => /RequestMethod\.(\w+)$/u.exec(originOf(value) ?? '')?.[1] ?? [])[0];
      return paths.map(({ text }) => ({ path: text, ...(method && method !== 'ALL' ? { method } : {}) }));
    });
}

function versioningOf(
  code: Code,
  call: Call | undefined,
): Pick<NestApplication, 'versionPrefix' | 'defaultVersions'> {
  if (!call) return { defaultVersions: [] };
  const types = optionsOf(code, call.module, call.args, 'type').flatMap(({ module, term }) =>
    code.evaluate(module, term).map((value) => originOf(value) ?? ''),
  );
  const isInPath = call.args.length === 0 || types.some((origin) => origin.endsWith('VersioningType.URI'));
  const [written] = entryOf(code, call, 'prefix');
  const prefix = written?.text === 'false' ? '' : (written?.text ?? 'v');
  const defaults = optionsOf(code, call.module, call.args, 'defaultVersion')
    .flatMap((one) => itemsOf(code, one))
    .flatMap(({ module, term }) => versionTexts(code, module, term));
  return { ...(isInPath ? { versionPrefix: prefix } : {}), defaultVersions: defaults };
}

/** Versions as text; `VERSION_NEUTRAL` is the empty one. */
export function versionTexts(code: Code, module: string, term: Parameters<Code['evaluate']>[1]): string[] {
  return valuesIn(code, { module }, [term]).flatMap((value) => {
    if (originOf(value)?.endsWith('VERSION_NEUTRAL')) return [''];
    return value.kind === 'constant' ? [String(value.value)] : [];
  });
}

/** The application that a controller belongs to: the one that imports it, else the nearest by folder. */
export function applicationFor(
  applications: readonly NestApplication[],
  controller: string,
  module: string,
): NestApplication | undefined {
  const owner = applications.find(({ controllers }) => controllers.has(controller));
  if (owner)
    return owner.prefix || owner.versionPrefix !== undefined
      ? owner
      : (settingsNear(applications, owner) ?? owner);
  return nearest(applications, module);
}

/** A bootstrap may leave its settings to another file: `setUp(app)`. */
function settingsNear(
  applications: readonly NestApplication[],
  owner: NestApplication,
): NestApplication | undefined {
  const others = applications.filter(
    ({ controllers, prefix, versionPrefix }) =>
      controllers.size === 0 && (prefix ?? versionPrefix) !== undefined,
  );
  return nearest(others, owner.module);
}

function nearest(applications: readonly NestApplication[], module: string): NestApplication | undefined {
  let best: NestApplication | undefined;
  let length = -1;
  for (const one of applications) {
    const shared = sharedFolders(one.module, module);
    if (shared > length || (shared === length && one.prefix && !best?.prefix)) {
      best = one;
      length = shared;
    }
  }
  return best;
}

function sharedFolders(left: string, right: string): number {
  const [a, b] = [posix.dirname(left).split('/'), posix.dirname(right).split('/')];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Whether `setGlobalPrefix(…, { exclude })` leaves a route without the prefix. */
export function isExcluded({ excludes }: NestApplication, path: string, method: string): boolean {
  return excludes.some(
    (rule) =>
      (rule.method === undefined || rule.method === method) && patternOf(rule.path).test(pathTemplate(path)),
  );
}

function patternOf(rule: string): RegExp {
  const escaped = pathTemplate(rule.replaceAll(/\(\.\*\)|\{?\*\w*\}?/gu, '\0'))
    .replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll('\0', '.*')
    .replaceAll(/:\w+/gu, '[^/]+');
  return new RegExp(`^${escaped}$`, 'u');
}
