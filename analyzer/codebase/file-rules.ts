import type { SkippedFile } from '../model/analysis.ts';

type Reason = SkippedFile['reason'];

const codeFile = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/;
const declaration = /\.d\.(?:[\w-]+\.)?[cm]?ts$/;
const schemaFile =
  /\.(?:prisma|sql|graphqls?|gql|proto|dbml)$|(?:openapi|swagger|asyncapi)[\w.-]*\.(?:ya?ml|json)$/i;

/** Folders that hold what was installed, built or recorded; they are not walked at all. */
const closedFolders = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'dist',
  'coverage',
  '__pycache__',
]);

/** Folders that are build output where they stand beside a package.json, and may be source elsewhere. */
const outputFolders = new Set(['build', 'out']);

const folderReasons: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/^(?:__tests?__|tests?|e2e|.+-e2e|cypress|playwright|test-utils|integration-tests)$/, 'test'],
  [/^(?:__mocks__|mocks|__fixtures__|fixtures)$/, 'test'],
  [/^(?:generated|__generated__)$/, 'generated'],
];

const fileReasons: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/\.(?:test|spec|e2e|e2e-spec|int-spec|cy)\.[cm]?[jt]sx?$/, 'test'],
  [/(?:_test|\.mock|\.fixture)\.[cm]?[jt]sx?$/, 'test'],
  [/^(?:setup-?tests?|test-?setup|jest[.-]setup|vitest[.-]setup)\.[cm]?[jt]sx?$/i, 'test'],
  [/[.](?:stories|story)\.[cm]?[jt]sx?$/, 'story'],
  [/\.(?:generated|gen|pb|min|bundle)\.[cm]?[jt]sx?$/, 'generated'],
  [/_(?:grpc_)?pb\.[cm]?[jt]s$/, 'generated'],
  [/^\d{12,17}[-_].*\.[cm]?[jt]s$/, 'migration'],
  [/\.migration\.[cm]?[jt]s$/, 'migration'],
];

const migrationFolder = /(?:^|\/)(?:(?:[\w-]+[-_])?migrations?|migrate)\//;
const migrationFile = /^(?:v?\d{3,}|v?\d+\.\d+|migration[-_]?\d)/i;

const packageRootConfig =
  /^(?:.*\.config|.*\.preset|webpack\.[\w-]+|gulpfile|Gruntfile|knexfile|ormconfig|karma\.conf|wallaby)\.[cm]?[jt]s$/i;
const toolConfig =
  /^(?:webpack|jest|vite|vitest|babel|eslint|prettier|rollup|tailwind|postcss|karma|cypress|playwright|metro|stylelint|tsup)\.(?:[\w-]+\.)*conf(?:ig)?\.[cm]?[jt]s$/;

/** Whether the file holds code that the analyzer can read. */
export function isCodeFile(name: string): boolean {
  return codeFile.test(name);
}

/** Whether the file defines data or a contract, for the stages that read those. */
export function isSchemaFile(name: string): boolean {
  return schemaFile.test(name);
}

/** Whether the walk stays out of this folder. Folders with a leading dot belong to tools. */
export function isClosedFolder(name: string, besideManifest: boolean): boolean {
  return name.startsWith('.') || closedFolders.has(name) || (besideManifest && outputFolders.has(name));
}

/** Why everything below this folder is set aside, if it is. */
export function folderReason(name: string, besideManifest: boolean): Reason | undefined {
  if (name === 'scripts' && besideManifest) return 'script';
  return folderReasons.find(([pattern]) => pattern.test(name))?.[1];
}

/** Why a code file is set aside by its own name, if it is. */
export function fileReason(folder: string, name: string, besideManifest: boolean): Reason | undefined {
  if (declaration.test(name)) return 'declaration';
  // Tools are set up by `.eslintrc.js` in any folder.
  if (name.startsWith('.')) return 'configuration';
  if (besideManifest && packageRootConfig.test(name)) return 'configuration';
  if (toolConfig.test(name)) return 'configuration';
  if (migrationFolder.test(`${folder}/`) && migrationFile.test(name)) return 'migration';
  return fileReasons.find(([pattern]) => pattern.test(name))?.[1];
}
