import type { Finding, SkippedFile, UnresolvedImport } from './analysis.ts';

/** What is on disk, before any source text is read. Every path is POSIX and relative to `root`. */
export interface Codebase {
  /** Absolute real path; never written into a result. */
  readonly root: string;
  /** From the root package.json, else the folder's name. */
  readonly name: string;
  /** The files to analyse, sorted by code unit. */
  readonly files: readonly SourceFile[];
  /** Every file of the repository that a specifier may name, tests, data and declarations included. */
  readonly paths: ReadonlySet<string>;
  /** Symbolic links that stay inside the root: the link's path → the real path it stands for. */
  readonly links: ReadonlyMap<string, string>;
  readonly configs: readonly TsConfig[];
  readonly manifests: readonly Manifest[];
  /** The manifests that other packages of the repository import by name. */
  readonly packages: readonly WorkspacePackage[];
  /** Data definitions for later stages: prisma, SQL, GraphQL, protobuf, OpenAPI. */
  readonly schemas: readonly string[];
  /** Code that changes a database; set aside as modules, read as data. */
  readonly migrations: readonly string[];
  readonly skipped: readonly SkippedFile[];
  readonly findings: readonly Finding[];
  /** Whether version control leaves this path out, so that it appears only after a build. */
  readonly isIgnored: (path: string) => boolean;
  /** All that `isIgnored` depends on: folder and text of each ignore file in turn. */
  readonly ignoreTexts: readonly string[];
}

export interface SourceFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** A tsconfig or jsconfig after its `extends` chain was followed. */
export interface TsConfig {
  readonly path: string;
  /** Folder of `baseUrl`; empty is the root itself. Absent where no file of the chain sets it. */
  readonly baseUrl?: string;
  readonly paths: readonly PathMapping[];
  readonly rootDirs: readonly string[];
  /** Configurations named by `references`, as repository paths. */
  readonly references: readonly string[];
  readonly outDir?: string;
}

/** One key of `paths`, with targets already relative to the root of the repository. */
export interface PathMapping {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** The part of a package.json that decides what an import means. */
export interface Manifest {
  readonly path: string;
  /** Folder of the manifest; empty at the root. */
  readonly dir: string;
  readonly name?: string;
  /** Entry points in the order in which a source is looked for: source, module, main, types. */
  readonly entries: readonly string[];
  /** `exports` and `imports` as written; read with `Object.entries` only, since keys are untrusted. */
  readonly exports?: unknown;
  readonly imports?: unknown;
  /** What the `module-alias` package would resolve, as paths relative to the root. */
  readonly aliases: readonly PathMapping[];
  /** Names under any kind of dependencies. */
  readonly dependencies: readonly string[];
  readonly workspaces: readonly string[];
}

export interface WorkspacePackage extends Manifest {
  readonly name: string;
}

/** What an import specifier stands for. */
export type Resolution =
  /** A code file of the repository; it need not be among the analysed files. */
  | { readonly kind: 'internal'; readonly path: string }
  /** A file that is not code: JSON, styles, templates, pictures. */
  | { readonly kind: 'asset'; readonly path: string }
  | { readonly kind: 'external'; readonly package: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'unresolved'; readonly reason: UnresolvedImport['reason'] };

export type Resolve = (from: string, specifier: string) => Resolution;
