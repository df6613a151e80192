import type { Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { addHttpEndpoints, type MountedRoute } from './add-http-endpoints.ts';
import { mountArguments } from './mount-arguments.ts';
import { createMountGraph, type MountGraph } from './mount-graph.ts';
import { fieldNode, instanceNode, nodeAround, receiverOf, type ReceiverRules } from './receiver.ts';
import { asRouter, routersIn } from './routers-in.ts';
import { wrappedCalls } from './wrapped-calls.ts';
import { type ClassValue, type InstanceValue, type MadeValue, siteOf, type Value } from '../link/value.ts';

/** How a framework registers routes on routers, and routers on each other. */
export interface Mounting {
  readonly source: string;
  readonly methods: readonly string[];
  readonly rules: ReceiverRules;
  /** Adds to the graph what a call of one of the methods says. */
  readonly readCall: (code: Code, graph: MountGraph<MountedRoute>, call: Call) => void;
}

/** Every route of a framework whose routers are mounted on each other, as an endpoint for each path that leads to it. */
export function addMountedRoutes(
  code: Code,
  found: Found,
  { source, methods, rules, readCall }: Mounting,
): void {
  const graph = createMountGraph<MountedRoute>();
  const wrapped = wrappedCalls(code, { methods, packages: rules.packages });
  const read = (call: Call): void => {
    const { callee } = call;
    if (callee.kind === 'member') mountBases(code, graph, callee.of);
    if (callee.kind === 'member' && callee.name === 'use') {
      for (const value of routersIn(code, call, call.args)) mountBases(code, graph, value);
    }
    readCall(code, graph, call);
  };
  for (const call of code.callsNamed(methods)) {
    const replacing = wrapped.replacing(call);
    if (replacing === undefined) read(call);
    else if (replacing === 0) readCall(code, graph, unowned(call));
  }
  for (const call of wrapped.calls) read(call);
  mountArguments(code, graph, (value) => receiverOf(asRouter(code, value), rules)?.node);
  graph.mountInside(nodeAround);
  addHttpEndpoints(found, source, graph);
}

/** A method that registers what it is given, and that nobody was seen to call, counts once and not for every class. */
function unowned(call: Call): Call {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.of.kind !== 'made' || !callee.of.owner) return call;
  const { owner: _, ...of } = callee.of;
  return { ...call, callee: { ...callee, of } };
}

/** What a base class registers on itself, or on the router in its field, is registered on that of every class below. */
function mountBases(code: Code, graph: MountGraph<MountedRoute>, value: Value): void {
  const router = ofClassIn(value);
  if (router?.owner) {
    const site = siteOf(router) ?? '';
    mountClasses(code, graph, router.owner, (owner) => fieldNode(site, owner));
  } else if (router?.self) mountClasses(code, graph, router.self, instanceNode);
}

function mountClasses(
  code: Code,
  graph: MountGraph<MountedRoute>,
  self: InstanceValue,
  nodeOf: (of: Pick<InstanceValue, 'module' | 'id' | 'made' | 'param'>) => string,
): void {
  if (self.param && !self.made) return; // It is one of those that are given.
  const { module, id } = self;
  const own: ClassValue = { kind: 'class', module, id };
  let child = nodeOf(self);
  for (const one of [own, ...code.basesOf(own)]) {
    if (one.kind !== 'class') return;
    const above = nodeOf({ module: one.module, id: one.id });
    if (above !== child) graph.mount(child, above, { text: '', certainty: 1 });
    child = above;
  }
}

function ofClassIn(value: Value): MadeValue | undefined {
  let at = value;
  while (at.kind === 'made' && !isOfClass(at) && at.by.kind === 'member') at = at.by.of;
  return at.kind === 'made' && isOfClass(at) ? at : undefined;
}

function isOfClass({ owner, self, at }: MadeValue): boolean {
  return owner !== undefined || (self !== undefined && at < 0);
}
