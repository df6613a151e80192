import {
  type ClassValue,
  type InstanceValue,
  type Loop,
  originOf,
  packageOf,
  siteOf,
  type Value,
} from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

/** What makes a value an application or a router of one framework. */
export interface ReceiverRules {
  /** Packages that the origins below begin with. */
  readonly packages: ReadonlySet<string>;
  /** Origins at which requests come in. */
  readonly application: RegExp;
  readonly router: RegExp;
  /** Methods that return what they were called on. */
  readonly chained: ReadonlySet<string>;
}

export interface Receiver {
  readonly node: string;
  readonly isApplication: boolean;
  readonly isRouter: boolean;
  /** The thing itself, behind the calls that return it. */
  readonly value: Value;
  /** Of a `.route(path)` on the way. */
  readonly path?: { readonly term: Term; readonly module: string };
}

/** The application or router behind a value. A parameter may be one: the mount graph decides. */
export function receiverOf(value: Value, rules: ReceiverRules): Receiver | undefined {
  // Putting an origin together costs more than looking for its root, and most values are of another framework.
  const from = packageOf(value);
  if (from === undefined ? !hangsOnParameter(value) : !rules.packages.has(from)) return undefined;
  const { value: at, path } = unchained(value, rules);
  const node = nodeOf(at);
  if (node === undefined) return undefined;
  const origin = originOf(at) ?? '';
  const isApplication = rules.application.test(origin);
  const isRouter = rules.router.test(origin);
  if (!isApplication && !isRouter && at.kind !== 'parameter') return undefined;
  return { node, isApplication, isRouter, value: at, ...(path ? { path } : {}) };
}

/** A router in the field of a class is another one in each class below; one below a router, for each `new`. */
function nodeOf(value: Value): string | undefined {
  if (value.kind === 'made' && value.at < 0 && value.self) return instanceNode(value.self);
  const site = siteOf(value);
  if (site === undefined || value.kind !== 'made') return site;
  return value.owner ? fieldNode(site, value.owner) : madeNode(site, value.loop);
}

/** The node of a router that a function makes: another one in each call of it, and in each turn around that. */
function madeNode(site: string, loop: Loop | undefined): string {
  let node = site;
  if (!loop?.args) return node;
  for (let at: Loop | undefined = loop; at?.at !== undefined; at = at.from) node += `<${at.module}@${at.at}>`;
  return node;
}

/** The node for what holds of more calls than one: what the function registers whatever it is given. */
export function nodeAround(node: string): string | undefined {
  return /^(.+)<[^<>]*>$/su.exec(node)?.[1];
}

/** The node of a router that is made in a field, in one class. */
export function fieldNode(site: string, { module, id }: Pick<ClassValue, 'module' | 'id'>): string {
  return `${site}/${module}@class${id}`;
}

/** The node of an instance that is itself a router; without a `new`, what its class registers on any of them. */
export function instanceNode({
  module,
  id,
  made,
  param,
}: Pick<InstanceValue, 'module' | 'id' | 'made' | 'param'>): string {
  // What is given for it, the mount graph is told apart.
  if (!made && param) return siteOf(param) ?? '';
  const node = `${module}@class${id}`;
  return made ? `${node}/${made.module}@${made.at}` : node;
}

function hangsOnParameter(value: Value): boolean {
  let at = value;
  while (at.kind === 'made' || at.kind === 'member') at = at.kind === 'made' ? at.by : at.of;
  return at.kind === 'parameter';
}

function unchained(value: Value, { chained }: ReceiverRules): Pick<Receiver, 'value' | 'path'> {
  let at = value;
  let path: Receiver['path'];
  while (at.kind === 'made' && at.by.kind === 'member' && chained.has(at.by.name)) {
    const [first] = at.args;
    if (at.by.name === 'route' && isPathLike(first)) path = { term: first, module: at.module };
    at = at.by.of;
  }
  return { value: at, ...(path ? { path } : {}) };
}

function isPathLike(term: Term | undefined): term is Term {
  return term !== undefined && !(typeof term === 'object' && term?.kind === 'object');
}
