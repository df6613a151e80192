import type { z } from 'zod';
import type { planSchema } from '../schema/plan-schema.ts';

export type { Address } from '../schema/address.ts';
export type { IgnoredPart, RequestField, StickyKey } from '../schema/selectors.ts';

/**
 * The plan as its readers receive it: defaults filled in, durations in milliseconds, percentages as numbers from 0 to
 * 100, rates (of gates) as fractions, addresses and selectors parsed.
 */
export type Plan = DeepReadonly<z.output<typeof planSchema>>;

/** The plan as a human writes it, before defaults. */
export type WrittenPlan = DeepReadonly<z.input<typeof planSchema>>;

export type PlannedService = Plan['services'][string];
export type Decision = Plan['decisions'][number];
export type SharedFate = Plan['shared'][string];
export type Route = Plan['routes'][number];
export type Stage = Route['stage'];
export type RouteMatch = Route['match'];
export type Canary = NonNullable<Route['canary']>;
export type Shadow = NonNullable<Route['shadow']>;
export type Gates = NonNullable<Route['gates']>;
export type Timeouts = NonNullable<Route['timeout']>;
export type Upstream = NonNullable<PlannedService['upstream']>;
export type HealthCheck = NonNullable<Upstream['health']>;
export type UpstreamTls = NonNullable<Upstream['tls']>;
export type ProxySettings = NonNullable<Plan['proxy']>;
export type Listener = NonNullable<ProxySettings['listen']>[number];
export type Admin = NonNullable<ProxySettings['admin']>;
export type Limits = NonNullable<ProxySettings['limits']>;
export type Wave = Plan['waves'][number];
export type CheckPolicies = NonNullable<Plan['check']>;

type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;
