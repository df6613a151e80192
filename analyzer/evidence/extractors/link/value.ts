import type { ObjectTerm, Term } from '../sketch/term.ts';

/** What a term comes to once all files are known: as far as extractors need to tell things apart. */
export type Value =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'pattern'; readonly source: string }
  /** Something that a package exports: `path` is `Router` for `express.Router`, empty for the package itself. */
  | PackageValue
  /** What a call of something foreign gives: an instance, a router, a query builder. */
  | MadeValue
  /** A member of something foreign: `app.get`, `prisma.order`. */
  | MemberValue
  /** An instance of a foreign type, known from its annotation alone. `site` tells two of them apart. */
  | TypedValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ParameterValue
  | { readonly kind: 'object'; readonly module: string; readonly term: ObjectTerm; readonly loop?: Loop }
  | ListValue
  | { readonly kind: 'namespace'; readonly module: string }
  | GlobalValue
  | { readonly kind: 'text'; readonly module: string; readonly parts: readonly Term[]; readonly loop?: Loop }
  | { readonly kind: 'unknown' };

export interface ListValue {
  readonly kind: 'list';
  readonly module: string;
  readonly items: readonly Term[];
  readonly loop?: Loop;
  /** What is added to it in loops, or what a loop makes of another list; found when somebody goes through it. */
  readonly more?: () => readonly Item[];
}

/** One item of a list and where it is to be read. */
export interface Item {
  readonly module: string;
  readonly item: Term;
  readonly from?: Loop;
}

export interface PackageValue {
  readonly kind: 'package';
  readonly package: string;
  readonly path: string;
}

export interface MadeValue {
  readonly kind: 'made';
  readonly by: Value;
  readonly module: string;
  readonly args: readonly Term[];
  readonly types?: readonly Term[];
  readonly at: number;
  readonly line: number;
  /** The loop or call in which its arguments are to be read. */
  readonly loop?: Loop;
  /** The instance of the repository's own class that inherits from it. */
  readonly self?: InstanceValue;
  /** The instance in whose field it is made: each class below has one of its own. */
  readonly owner?: InstanceValue;
}

export interface MemberValue {
  readonly kind: 'member';
  readonly of: Value;
  readonly name: string;
  /** The repository's own class that inherits a static member: `User` of `User.findAll`. */
  readonly class?: ClassValue;
}

/** One of the language's own names, or one that a module of the repository should export and does not. */
export interface GlobalValue {
  readonly kind: 'global';
  readonly name: string;
}

const MISSING = 'import ';

/** What a build has yet to make: no other name of the language has a space. */
export function missingValue(name: string): GlobalValue {
  return { kind: 'global', name: `${MISSING}${name}` };
}

export function missingName({ name }: GlobalValue): string | undefined {
  return name.startsWith(MISSING) ? name.slice(MISSING.length) : undefined;
}

export interface TypedValue {
  readonly kind: 'typed';
  readonly type: PackageValue;
  readonly module: string;
  readonly args: readonly Term[];
  readonly site: string;
  /** Class in which the annotation stands, for its type parameters. */
  readonly in?: ClassValue;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly module: string;
  readonly id: number;
  readonly self?: InstanceValue;
  /** The call that gave it, for what it sees of that call's arguments: `handle(spec)(handler)`. */
  readonly loop?: Loop;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly module: string;
  readonly id: number;
  /** The call that gave it: `extends Resolver(Order, 'orders')`. */
  readonly loop?: Loop;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly module: string;
  readonly id: number;
  readonly types?: readonly Term[];
  /** The `new` that makes it, where that is known. */
  readonly made?: Making;
  /** The parameter whose annotation is all that is known of it. */
  readonly param?: ParameterValue;
}

/** One `new`, with the arguments as they stand there. */
export interface Making {
  readonly module: string;
  readonly at: number;
  readonly args: readonly Term[];
  readonly loop?: Loop;
}

export interface ParameterValue {
  readonly kind: 'parameter';
  readonly module: string;
  readonly of: number;
  readonly index: number;
}

/**
 * What a parameter stands for: one turn of a loop over a literal list, where the loop variable is the item, or one call
 * of a function of the repository, where each parameter is its argument.
 */
export interface Loop {
  /** Function of the callback or of the call, or the `each` term. */
  readonly key: string;
  /** Where the item, or the arguments, are written. */
  readonly module: string;
  readonly item: Term;
  /** All arguments, of a call. */
  readonly args?: readonly Term[];
  /** What surrounds the item or the arguments. */
  readonly from?: Loop;
  /** What surrounds the function: the call that gave it. */
  readonly outer?: Loop;
  /** Which turn it is, or where the call ends: tells two of one list or module apart. */
  readonly at?: number;
}

/**
 * Where a value comes from, as a path that rules can match: `express()`, `express.Router()`, `knex()()`,
 * `@prisma/client.PrismaClient().order`. Undefined for what is the repository's own.
 */
export function originOf(value: Value): string | undefined {
  if (value.kind === 'package') return value.path === '' ? value.package : `${value.package}.${value.path}`;
  if (value.kind === 'made') return after(value.by, '()');
  if (value.kind === 'member') return after(value.of, `.${value.name}`);
  return value.kind === 'typed' ? after(value.type, '()') : undefined;
}

function after(value: Value, suffix: string): string | undefined {
  const origin = originOf(value);
  return origin === undefined || origin.length > 400 ? undefined : `${origin}${suffix}`;
}

/** The package at the root of an origin. */
export function packageOf(value: Value): string | undefined {
  let at = value;
  for (;;) {
    if (at.kind === 'package') return at.package;
    if (at.kind === 'made') at = at.by;
    else if (at.kind === 'member') at = at.of;
    else return at.kind === 'typed' ? at.type.package : undefined;
  }
}

/** Tells one thing apart from another of the same kind: the place that made it. */
export function siteOf(value: Value): string | undefined {
  if (value.kind === 'made') return `${value.module}@${value.at}`;
  if (value.kind === 'typed') return value.site;
  if (value.kind === 'parameter') return `${value.module}@${value.of}#${value.index}`;
  return value.kind === 'instance' ? `${value.module}@class${value.id}` : undefined;
}
