import type { Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { addHttpEndpoints, type MountedRoute } from './add-http-endpoints.ts';
import { mountArguments } from './mount-arguments.ts';
import { createMountGraph, type MountGraph } from './mount-graph.ts';
import { receiverOf, type ReceiverRules } from './receiver.ts';

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
  for (const call of code.callsNamed(methods)) readCall(code, graph, call);
  mountArguments(code, graph, (value) => receiverOf(value, rules)?.node);
  addHttpEndpoints(found, source, graph);
}
