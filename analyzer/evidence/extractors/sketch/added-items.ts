import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';
import type { Declared } from './declarations.ts';
import type { Frame } from './frames.ts';
import type { Candidate, Gathered } from './gathered.ts';
import { conditionsAround, listsAround } from './conditions-around.ts';
import type { AddedSketch, BindingSketch, ConditionSketch, LoopSketch } from './sketch.ts';
import { termOf } from './term-of.ts';

/** What is pushed into a list that a name declares, and in which loops. */
export function addedTo(declared: Declared, builder: Builder): Pick<BindingSketch, 'added'> {
  if (!isList(declared)) return {};
  const pushes = builder.gathered.pushes.get(declared.name) ?? [];
  const added = pushes
    .filter(({ in: scope }) => builder.resolve(declared.name, scope).includes(declared))
    .slice(0, MOST)
    .map((push) => addedSketch(push, declared.in, builder));
  return added.length === 0 ? {} : { added };
}

/** Pushes into one list. */
const MOST = 2000;

function isList({ value, path }: Declared): boolean {
  let at = value;
  while (at && (ts.isAsExpression(at) || ts.isSatisfiesExpression(at))) at = at.expression;
  return at !== undefined && ts.isArrayLiteralExpression(at) && path.length === 0;
}

function addedSketch(
  { node, in: scope, class: cls }: Candidate,
  home: number,
  builder: Builder,
): AddedSketch {
  builder.functions.add(scope);
  const context = builder.contextOf(scope, cls, scope !== 0);
  const given = ts.isCallExpression(node) ? node.arguments : [];
  const { around, when } = betweenOf(node, scope, home, builder);
  return {
    in: scope,
    items: given.map((argument) => termOf(argument, context)),
    around,
    ...(when.length === 0 ? {} : { when }),
  };
}

const LOOPS = new Set(['forEach', 'map', 'flatMap']);

/** The loops between two functions, and what has to hold in each for a node to be reached. */
function betweenOf(
  node: ts.Node,
  scope: number,
  home: number,
  builder: Builder,
): { around: LoopSketch[]; when: ConditionSketch[] } {
  const { frames } = builder.gathered;
  const around: LoopSketch[] = [];
  const when: ConditionSketch[] = [];
  let target = node;
  for (let at = scope; ; at = frames.functions[at]?.parent ?? 0) {
    const frame = frames.functions[at];
    if (!frame) break;
    const context = builder.contextOf(at, frame.class, at !== 0);
    when.push(...conditionsAround(frame.node, target, context));
    around.unshift(...listsAround(frame.node, target, context).map((list) => ({ list })));
    if (at === home || at === 0) break;
    around.unshift(...loopOf(frame, builder));
    target = frame.node;
  }
  return { around, when };
}

/** `list.forEach(callback)` of a callback. */
function loopOf({ id, node }: Frame, builder: Builder): LoopSketch[] {
  const loop = callsTaking(builder.gathered).get(node);
  const callee = loop?.call.expression;
  if (!loop || !callee || !ts.isPropertyAccessExpression(callee) || !LOOPS.has(callee.name.text)) return [];
  return [{ of: id, list: termOf(callee.expression, builder.contextOf(loop.in, loop.class, loop.in !== 0)) }];
}

interface Taking {
  readonly call: ts.CallExpression | ts.NewExpression;
  readonly in: number;
  readonly class: number;
}

/** Most files add to no list that anybody asks for. */
const known = new WeakMap<Gathered, Map<ts.Node, Taking>>();

/** By callback, the call that is given it. */
function callsTaking(gathered: Gathered): Map<ts.Node, Taking> {
  const before = known.get(gathered);
  if (before) return before;
  const found = new Map<ts.Node, Taking>();
  for (const { shape, in: scope, class: cls } of gathered.candidates) {
    for (const call of shape?.calls ?? []) {
      for (const argument of call.arguments ?? []) {
        if (gathered.frames.functionOf(argument) >= 0) found.set(argument, { call, in: scope, class: cls });
      }
    }
  }
  known.set(gathered, found);
  return found;
}
