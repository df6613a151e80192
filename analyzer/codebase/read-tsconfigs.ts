import { posix } from 'node:path';

import type { Finding } from '../model/analysis.ts';
import type { Manifest, PathMapping, TsConfig } from '../model/codebase.ts';
import { type JsonObject, type ReadJson, entriesOf, fieldOf, stringOf, stringsOf } from './read-jsonc.ts';

const configName = /(?:^|\/)(?:ts|js)config(?:\.[\w.-]+)?\.json$/;

interface Sources {
  readonly paths: ReadonlySet<string>;
  readonly manifests: readonly Manifest[];
  readonly readJson: ReadJson;
  readonly findings: Finding[];
}

interface Reading extends Sources {
  /** Finished chains, so that a file which many others extend is followed once. */
  readonly known: Map<string, Settings>;
  /** Files of the chain being followed, to notice a circle. */
  readonly open: Set<string>;
}

/** One option with the folder of the file that sets it, since relative values are relative to that file. */
interface Setting {
  readonly value: unknown;
  readonly dir: string;
}

type Settings = ReadonlyMap<string, Setting>;

const extendsFaults = {
  TSCONFIG_EXTENDS_MISSING: 'is not in the analysed folder',
  TSCONFIG_EXTENDS_CIRCULAR: 'leads back to this file',
};

const inherited = ['baseUrl', 'paths', 'rootDirs', 'outDir'];

/**
 * Reads every tsconfig and jsconfig. An `extends` that is absent, broken or circular leaves a finding and the
 * rest of the chain: on a bare checkout much of it is generated or lies in node_modules.
 */
export function readTsConfigs(sources: Sources): TsConfig[] {
  const found = [...sources.paths].filter((path) => configName.test(path)).toSorted(byCodeUnit);
  const reading = { ...sources, known: new Map(), open: new Set<string>() };
  return found.map((path) => readTsConfig(path, reading));
}

function readTsConfig(path: string, reading: Reading): TsConfig {
  const dir = dirOf(path);
  const settings = settingsOf(path, reading);
  const base = settings.get('baseUrl');
  const baseUrl =
    typeof base?.value === 'string' ? join(base.dir, expand(base.value, dir, base.dir)) : undefined;
  const outDir = settings.get('outDir');
  const outPath =
    typeof outDir?.value === 'string' ? join(outDir.dir, expand(outDir.value, dir, outDir.dir)) : undefined;
  return {
    path,
    ...(baseUrl !== undefined && { baseUrl }),
    paths: mappingsOf(settings.get('paths'), dir, baseUrl),
    rootDirs: rootDirsOf(settings.get('rootDirs'), dir),
    references: referencesOf(reading.readJson(path), dir, reading.paths),
    ...(outPath !== undefined && { outDir: outPath }),
  };
}

function settingsOf(path: string, reading: Reading): Settings {
  const known = reading.known.get(path);
  if (known) return known;
  reading.open.add(path);
  const settings = new Map(parentsOf(path, reading).flatMap((parent) => [...parent]));
  reading.open.delete(path);
  const options = fieldOf(reading.readJson(path), 'compilerOptions');
  for (const key of inherited) {
    const value = fieldOf(options, key);
    if (value !== undefined) settings.set(key, { value, dir: dirOf(path) });
  }
  reading.known.set(path, settings);
  return settings;
}

/** The settings of each file that this one extends; later ones win. */
function parentsOf(path: string, reading: Reading): Settings[] {
  return stringsOf(fieldOf(reading.readJson(path), 'extends')).map((specifier) =>
    parentSettings(path, specifier, reading),
  );
}

function parentSettings(path: string, specifier: string, reading: Reading): Settings {
  const parent = findParent(path, specifier, reading);
  if (parent === undefined) {
    reading.findings.push(extendsFinding('TSCONFIG_EXTENDS_MISSING', path, specifier));
    return new Map();
  }
  if (reading.open.has(parent)) {
    reading.findings.push(extendsFinding('TSCONFIG_EXTENDS_CIRCULAR', path, specifier));
    return new Map();
  }
  return settingsOf(parent, reading);
}

function extendsFinding(code: keyof typeof extendsFaults, file: string, specifier: string): Finding {
  const message = `"extends": ${JSON.stringify(specifier)} ${extendsFaults[code]}; the rest of the file is used.`;
  return { code, file, message };
}

function findParent(path: string, specifier: string, { paths, manifests }: Sources): string | undefined {
  const bases =
    /^\.{0,2}\//.test(specifier) || /^\.{1,2}$/.test(specifier)
      ? [join(dirOf(path), specifier)]
      : packagePaths(specifier, manifests);
  return bases
    .flatMap((base) => [base, `${base}.json`, join(base, 'tsconfig.json')])
    .find((candidate) => paths.has(candidate));
}

/** `@acme/tsconfig/base.json` may be a package of this very repository. */
function packagePaths(specifier: string, manifests: readonly Manifest[]): string[] {
  return manifests
    .filter(({ name }) => name !== undefined && (specifier === name || specifier.startsWith(`${name}/`)))
    .map(({ dir, name = '' }) => join(dir, `./${specifier.slice(name.length)}`));
}

/** Targets are relative to the final `baseUrl`, or else to the file that declares `paths`. */
function mappingsOf(
  setting: Setting | undefined,
  configDir: string,
  baseUrl: string | undefined,
): PathMapping[] {
  if (!setting) return [];
  const base = baseUrl ?? setting.dir;
  return entriesOf(setting.value).map(([pattern, targets]) => ({
    pattern,
    targets: stringsOf(targets).map((target) => join(base, expand(target, configDir, base))),
  }));
}

function rootDirsOf(setting: Setting | undefined, configDir: string): string[] {
  return setting
    ? stringsOf(setting.value).map((target) => join(setting.dir, expand(target, configDir, setting.dir)))
    : [];
}

function referencesOf(json: JsonObject | undefined, dir: string, paths: ReadonlySet<string>): string[] {
  const list = fieldOf(json, 'references');
  return (Array.isArray(list) ? (list as unknown[]) : [])
    .flatMap((reference) => stringOf(reference, 'path') ?? [])
    .flatMap((target) => [join(dir, target), join(dir, `${target}/tsconfig.json`)])
    .filter((target) => paths.has(target));
}

/** `${configDir}` stands for the folder of the configuration that is being read, not of the one that says it. */
function expand(value: string, configDir: string, from: string): string {
  if (!value.startsWith('${configDir}')) return value;
  return posix.relative(`/${from}`, `/${join(configDir, `./${value.slice('${configDir}'.length)}`)}`) || '.';
}

/** Joins inside the repository; a result that begins with `..` lies outside and matches no file. */
function join(dir: string, path: string): string {
  const joined = posix.join(dir, path.replaceAll('\\', '/')).replace(/\/$/, '');
  return joined === '.' ? '' : joined;
}

function dirOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
