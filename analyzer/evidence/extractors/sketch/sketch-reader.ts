import { ts } from 'ts-morph';
import type { ImportFact } from '../../facts/file-facts.ts';
import type { NodeReader, Scan } from '../../facts/scan.ts';
import { looksLikeSql } from './looks-like-sql.ts';
import { leadingText, shapeOf, writtenName, type CallShape } from './call-shape.ts';
import { isTypedMember, membersOfShape } from './shape-term.ts';
import { type Declared, namesOf } from './declarations.ts';
import type { Candidate, Gathered } from './gathered.ts';
import { createFrames, type Frame } from './frames.ts';
import { isFrontend } from './frontend.ts';
import { buildSketch } from './build-sketch.ts';
import type { Signals } from './signals.ts';
import type { Sketch } from './sketch.ts';

/** Reads what frameworks could mean something by. Gathers nodes on the way, builds terms at the end. */
export function createSketchReader(
  scan: Scan,
  signals: Signals,
): { readers: NodeReader[]; sketch: (imports: readonly ImportFact[]) => Sketch | undefined } {
  if (isFrontend(scan.file)) return { readers: [], sketch: () => undefined };
  const gathered: Gathered = {
    scan,
    frames: createFrames(scan.file),
    candidates: [],
    declared: new Map(),
    returns: new Map(),
    fields: [],
    pushes: new Map(),
  };
  return {
    readers: [
      ...scopeReaders(gathered),
      ...declarationReaders(gathered),
      ...typeReaders(gathered),
      ...callReaders(gathered, signals),
    ],
    sketch: (imports) => buildSketch(gathered, imports, signals),
  };
}

const K = ts.SyntaxKind;
const FUNCTIONS = [
  K.FunctionDeclaration,
  K.FunctionExpression,
  K.ArrowFunction,
  K.MethodDeclaration,
  K.Constructor,
  K.GetAccessor,
  K.SetAccessor,
];

function scopeReaders(gathered: Gathered): NodeReader[] {
  return [
    { kinds: FUNCTIONS, visit: (node) => enterFunction(node as ts.FunctionLikeDeclaration, gathered) },
    {
      kinds: [K.ClassDeclaration, K.ClassExpression],
      visit: (node) => {
        const frame = gathered.frames.moveTo(node);
        const { name } = node as ts.ClassLikeDeclaration;
        gathered.frames.enterClass(node);
        declare(gathered, { name: name?.text ?? 'default', from: frame.id, class: frame.class, value: node });
      },
    },
    {
      kinds: [K.ReturnStatement],
      visit: (node) => {
        const { expression } = node as ts.ReturnStatement;
        if (expression) addReturn(gathered, gathered.frames.moveTo(node), expression);
      },
    },
  ];
}

function enterFunction(node: ts.FunctionLikeDeclaration, gathered: Gathered): void {
  const outer = gathered.frames.moveTo(node);
  if (ts.isFunctionDeclaration(node) && node.body) {
    const name = node.name?.text ?? 'default';
    declare(gathered, { name, from: outer.id, class: outer.class, value: node });
  }
  const frame = gathered.frames.enterFunction(node);
  node.parameters.forEach((parameter, index) => {
    for (const { name, path: whole } of namesOf(parameter.name)) {
      // `...[router, { queries }]` takes its arguments apart.
      const [first, ...rest] = parameter.dotDotDotToken ? whole : [];
      const isRest = parameter.dotDotDotToken !== undefined && first === undefined;
      const param = { of: frame.id, index: index + Number(first ?? 0), ...(isRest ? { rest: true } : {}) };
      const path = first === undefined ? whole : rest;
      const annotated = parameter.type !== undefined;
      declare(gathered, {
        name,
        from: frame.id,
        class: frame.class,
        path,
        param,
        source: 'param',
        annotated,
      });
    }
  });
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) addReturn(gathered, frame, node.body);
}

function addReturn({ returns }: Gathered, frame: Frame, node: ts.Node): void {
  const known = returns.get(frame.id);
  if (known) known.push({ node, frame });
  else returns.set(frame.id, [{ node, frame }]);
}

type NewDeclaration = Pick<Declared, 'name' | 'from' | 'class'> & Partial<Declared>;

export function declare(gathered: Pick<Gathered, 'declared'>, given: NewDeclaration): void {
  const full: Declared = { in: given.from, source: 'value', path: [], ...given };
  let names = gathered.declared.get(full.in);
  if (!names) gathered.declared.set(full.in, (names = new Map()));
  const known = names.get(full.name);
  if (known) known.push(full);
  else names.set(full.name, [full]);
}

function declarationReaders(gathered: Gathered): NodeReader[] {
  const loops = new Map<ts.Node, ts.Expression>();
  return [
    {
      kinds: [K.ForOfStatement],
      visit: (node) => {
        const { initializer, expression } = node as ts.ForOfStatement;
        const [declaration] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
        if (declaration) loops.set(declaration, expression);
      },
    },
    {
      kinds: [K.VariableDeclaration],
      visit: (node) => declareVariable(node as ts.VariableDeclaration, loops.get(node), gathered),
    },
    {
      kinds: [K.BinaryExpression],
      visit: (node) => {
        const { operatorToken, left, right } = node as ts.BinaryExpression;
        if (operatorToken.kind === K.EqualsToken) assign(left, right, gathered.frames.moveTo(node), gathered);
      },
    },
  ];
}

function typeReaders(gathered: Gathered): NodeReader[] {
  return [
    {
      kinds: [K.EnumDeclaration],
      visit: (node) => {
        const frame = gathered.frames.moveTo(node);
        const name = (node as ts.EnumDeclaration).name.text;
        declare(gathered, { name, from: frame.id, class: -1, value: node });
      },
    },
    {
      kinds: [K.InterfaceDeclaration, K.TypeAliasDeclaration],
      visit: (node) => {
        if (!membersOfShape(node)?.some(isTypedMember)) return;
        const { name } = node as ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
        declare(gathered, { name: name.text, from: gathered.frames.moveTo(node).id, class: -1, value: node });
      },
    },
    {
      kinds: [K.ExportAssignment],
      visit: (node) => {
        const value = (node as ts.ExportAssignment).expression;
        declare(gathered, { name: 'default', from: 0, class: -1, value, exported: true });
      },
    },
  ];
}

function declareVariable(
  { name: pattern, initializer, type }: ts.VariableDeclaration,
  loop: ts.Expression | undefined,
  gathered: Gathered,
): void {
  const value = loop ?? initializer;
  if (!value && !type) return;
  const frame = gathered.frames.moveTo(pattern);
  for (const { name, path } of namesOf(pattern)) {
    declare(gathered, {
      name,
      from: frame.id,
      class: frame.class,
      path,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
      ...(loop ? { source: 'each' } : {}),
    });
  }
}

/** `x = …`, `this.x = …`, `module.exports = …`, `exports.x = …`. */
function assign(left: ts.Expression, value: ts.Expression, frame: Frame, gathered: Gathered): void {
  if (ts.isIdentifier(left)) {
    const source = 'assigned' as const;
    declare(gathered, { name: left.text, from: frame.id, class: frame.class, value, source });
  } else if (ts.isPropertyAccessExpression(left)) assignMember(left, value, frame, gathered);
}

function assignMember(
  { expression: owner, name }: ts.PropertyAccessExpression,
  value: ts.Expression,
  frame: Frame,
  gathered: Gathered,
): void {
  if (owner.kind === K.ThisKeyword) {
    if (frame.class >= 0) gathered.fields.push({ class: frame.class, name: name.text, value, in: frame.id });
    return;
  }
  const written = writtenName(owner);
  const exported = commonJsName(isWhole(written, gathered) ? 'exports' : written, name.text);
  if (exported === undefined) return;
  declare(gathered, { name: exported, from: frame.id, in: 0, class: frame.class, value, exported: true });
}

/** `const routes = module.exports`, `const routes = (module.exports = {})`: what it is given is exported. */
function isWhole(name: string | undefined, { declared }: Gathered): boolean {
  const found = name === undefined ? undefined : declared.get(0)?.get(name);
  return (
    found?.some(({ value, path }) => value !== undefined && path.length === 0 && isExports(value)) ?? false
  );
}

function isExports(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isExports(node.left);
  return ts.isPropertyAccessExpression(node) && writtenName(node) === 'module.exports';
}

/** The name under which CommonJS exports are kept: `exports` for the whole, `exports.x` for one. */
function commonJsName(owner: string | undefined, name: string): string | undefined {
  if (owner === 'exports' || owner === 'module.exports') return `exports.${name}`;
  return owner === 'module' && name === 'exports' ? 'exports' : undefined;
}

function callReaders(gathered: Gathered, signals: Signals): NodeReader[] {
  const inner = new Set<ts.Node>();
  return [
    {
      kinds: [K.CallExpression, K.NewExpression],
      visit: (node) => {
        if (inner.has(node)) return;
        const call = node as ts.CallExpression | ts.NewExpression;
        const { id, class: cls } = gathered.frames.moveTo(node);
        const shape = shapeOf(call);
        for (const at of shape.calls) inner.add(at);
        const sql = shape.calls.some(isGivenSql);
        const signal = sql || isSignal(shape, signals);
        const candidate = { node: call, in: id, class: cls, shape, signal, sql };
        gathered.candidates.push(candidate);
        if (shape.methods[0] === 'push') addPush(candidate, gathered);
      },
    },
    {
      kinds: [K.TaggedTemplateExpression],
      visit: (node) => {
        const tagged = node as ts.TaggedTemplateExpression;
        const { id, class: cls } = gathered.frames.moveTo(node);
        const head = leadingText(tagged.template);
        const sql = looksLikeSql(head);
        const signal = sql || isKnownTag(tagged.tag);
        if (signal) gathered.candidates.push({ node: tagged, in: id, class: cls, signal, sql });
      },
    },
  ];
}

/** `list.push(…)` */
function addPush(candidate: Candidate, { pushes }: Gathered): void {
  const { root, calls } = candidate.shape ?? {};
  const callee = calls?.[0]?.expression;
  if (!root || !ts.isIdentifier(root) || !callee || !ts.isPropertyAccessExpression(callee)) return;
  if (callee.expression !== root) return;
  const known = pushes.get(root.text);
  if (known) known.push(candidate);
  else pushes.set(root.text, [candidate]);
}

function isSignal({ methods, root }: CallShape, signals: Signals): boolean {
  return (
    methods.some((name) => signals.methods.has(name) || signals.callees.test(name)) ||
    (ts.isIdentifier(root) && signals.callees.test(root.text))
  );
}

function isGivenSql(call: ts.CallExpression | ts.NewExpression): boolean {
  const [first, second] = call.arguments ?? [];
  return (
    (first !== undefined && looksLikeSql(leadingText(first))) ||
    (second !== undefined && looksLikeSql(leadingText(second)))
  );
}

function isKnownTag(tag: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(tag) ? tag.name.text : ts.isIdentifier(tag) ? tag.text : '';
  return name === 'gql' || name === 'graphql';
}
