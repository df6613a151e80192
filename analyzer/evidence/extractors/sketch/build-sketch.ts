import { ts } from 'ts-morph';
import type { ImportFact } from '../../facts/file-facts.ts';
import { addedTo } from './added-items.ts';
import { environmentOf } from './environment-of.ts';
import type { Builder } from './builder.ts';
import { classSketches } from './class-sketch.ts';
import type { Declared } from './declarations.ts';
import { functionSketch, mentionCallees, withCalls } from './function-sketch.ts';
import { keepCalls } from './keep-calls.ts';
import { createQueue, type Queue } from './queue.ts';
import type { Signals } from './signals.ts';
import type { Candidate, Gathered } from './gathered.ts';
import type { BindingSketch, FunctionSketch, Sketch, UseSketch } from './sketch.ts';
import { shapeTerm } from './shape-term.ts';
import { termOf, type TermContext } from './term-of.ts';
import type { ObjectTerm, Term } from './term.ts';
import { typed } from './type-term.ts';

export function buildSketch(
  gathered: Gathered,
  imports: readonly ImportFact[],
  signals: Signals,
): Sketch | undefined {
  rehomeAssignments(gathered);
  const needed = createQueue<Declared>();
  const functions = createQueue<number>();
  const builder = createBuilder(gathered, imports, needed, functions);
  const kept = keepCalls(builder, signals);
  for (const { in: scope } of kept) functions.add(scope);
  const uses = kept.flatMap((candidate) => useOf(candidate, builder));
  const classes = classSketches(builder);
  for (const declared of offered(gathered)) needed.add(declared);
  mentionCallees(builder);
  const bindings: BindingSketch[] = [];
  const sketches: FunctionSketch[] = [];
  while (needed.isOpen() || functions.isOpen()) {
    for (const declared of needed.take()) bindings.push(bindingOf(declared, builder));
    for (const id of functions.take()) sketches.push(functionSketch(id, builder));
  }
  const env = environmentOf(gathered.scan.file.text);
  if (uses.length + classes.length + bindings.length + sketches.length + env.length === 0) return undefined;
  const sql = kept.some((candidate) => candidate.sql) ? { sql: true as const } : {};
  const variables = env.length === 0 ? {} : { env };
  return { ...sql, ...variables, functions: withCalls(sketches, builder), bindings, uses, classes };
}

function createBuilder(
  gathered: Gathered,
  imports: readonly ImportFact[],
  needed: Queue<Declared>,
  functions: Queue<number>,
): Builder {
  const resolve = (name: string, scope: number): readonly Declared[] => lookUp(gathered, name, scope);
  const mention = (name: string, scope: number): void => {
    for (const declared of resolve(name, scope)) needed.add(declared);
  };
  const functionOf = (node: ts.Node): number => {
    const id = gathered.frames.functionOf(node);
    if (id >= 0) functions.add(id);
    return id;
  };
  const specifiers = specifiersOf(imports);
  const isImported = (name: string): boolean => specifiers.has(name);
  const { lineOf } = gathered.scan;
  const { classOf } = gathered.frames;
  const contextOf = (scope: number, cls: number, shallow = false): TermContext => ({
    scope,
    class: cls,
    shallow,
    mention,
    functionOf,
    lineOf,
    classOf,
    isImported,
  });
  return { gathered, resolve, mention, functions, imports: specifiers, contextOf };
}

function specifiersOf(imports: readonly ImportFact[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { specifier, names } of imports) {
    for (const { local } of names)
      if (local !== undefined && specifier !== undefined) found.set(local, specifier);
  }
  return found;
}

/** `x = …` belongs to the function that declares `x`. */
function rehomeAssignments(gathered: Gathered): void {
  for (const [scope, names] of gathered.declared) {
    for (const [name, list] of names) {
      const home = list.every(isAssigned) ? declaringScope(gathered, name, scope) : scope;
      if (home === scope) continue;
      names.delete(name);
      gathered.declared
        .get(home)
        ?.get(name)
        ?.push(...list.map((one) => ({ ...one, in: home })));
    }
  }
}

function isAssigned({ source }: Declared): boolean {
  return source === 'assigned';
}

function declaringScope({ declared, frames }: Gathered, name: string, scope: number): number {
  for (let at = scope; ; at = frames.functions[at]?.parent ?? 0) {
    const isDeclared =
      declared
        .get(at)
        ?.get(name)
        ?.some((one) => !isAssigned(one)) ?? false;
    if (isDeclared || at === 0) return at;
  }
}

function lookUp({ declared, frames }: Gathered, name: string, scope: number): readonly Declared[] {
  for (let at = scope; ; at = frames.functions[at]?.parent ?? 0) {
    const found = declared.get(at)?.get(name);
    if (found) return found;
    if (at === 0) return [];
  }
}

/** A bare `require('x')` is an import and no call. */
function useOf({ node, in: scope, class: cls }: Candidate, { contextOf }: Builder): UseSketch[] {
  const term = termOf(node, contextOf(scope, cls));
  const isUse = typeof term === 'object' && (term?.kind === 'chain' || term?.kind === 'tagged');
  return isUse ? [{ in: scope, term }] : [];
}

/** What other files can take from this one and may lean on: everything top level that is no plain function. */
function* offered({ declared }: Gathered): Iterable<Declared> {
  for (const list of declared.get(0)?.values() ?? []) {
    for (const one of list) {
      if (one.exported || (one.value && isWorthOffering(one.value))) yield one;
    }
  }
}

const WORTH = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassExpression,
]);

function isWorthOffering(value: ts.Node): boolean {
  return WORTH.has(value.kind);
}

function bindingOf(declared: Declared, builder: Builder): BindingSketch {
  const { name, in: scope, type } = declared;
  const context = builder.contextOf(declared.from, declared.class, scope !== 0);
  const value = valueOf(declared, context);
  return {
    in: scope,
    name,
    ...(value === undefined ? {} : { value }),
    ...typed(type, context),
    ...addedTo(declared, builder),
  };
}

function valueOf(declared: Declared, context: TermContext): Term | undefined {
  const whole = wholeValue(declared, context);
  if (whole === undefined || declared.path.length === 0) return whole;
  return { kind: 'chain', root: whole, links: declared.path.map((get) => ({ get })) };
}

function wholeValue({ value, param, source }: Declared, context: TermContext): Term | undefined {
  if (param) return paramTerm(param);
  if (!value) return undefined;
  if (ts.isFunctionDeclaration(value)) return { kind: 'function', id: context.functionOf(value) };
  if (ts.isClassDeclaration(value) || ts.isClassExpression(value)) {
    return { kind: 'class', id: context.classOf(value) };
  }
  if (ts.isEnumDeclaration(value)) return enumTerm(value, context);
  if (ts.isInterfaceDeclaration(value) || ts.isTypeAliasDeclaration(value)) return shapeTerm(value, context);
  const term = termOf(value, context);
  return source === 'each' ? { kind: 'each', of: term } : term;
}

/** Arguments beyond these are not told apart. */
const REST = 6;

function paramTerm({ of, index, rest }: NonNullable<Declared['param']>): Term {
  if (!rest) return { kind: 'param', of, index };
  const items = Array.from({ length: REST }, (_, at): Term => ({ kind: 'param', of, index: index + at }));
  return { kind: 'list', items };
}

function enumTerm({ members }: ts.EnumDeclaration, context: TermContext): ObjectTerm {
  const entries: [string, Term][] = [];
  for (const { name, initializer } of members) {
    if (initializer && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))) {
      entries.push([name.text, termOf(initializer, context)]);
    }
  }
  return { kind: 'object', entries };
}
