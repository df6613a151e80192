import { z } from 'zod';
import { listenAddress, upstreamAddress } from '../schema/address.ts';
import { entityName, modulePath, modulePattern, routeId, serviceName } from '../schema/names.ts';
import { STAGES } from '../schema/route.ts';
import { date, text } from '../schema/scalars.ts';

const because = {
  why: text('the reason').exactOptional(),
  by: text('a person').exactOptional(),
  at: date.exactOptional(),
};
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

/** Every operation, told apart by `op`. Unknown members are refused. */
export const operationSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('addService'),
    service: serviceName,
    owner: text('a team').exactOptional(),
  }),
  z.strictObject({ op: z.literal('rename'), service: serviceName, to: serviceName }),
  z.strictObject({ op: z.literal('merge'), services: z.array(serviceName).min(2), into: serviceName }),
  z.strictObject({
    op: z.literal('split'),
    service: serviceName,
    into: serviceName,
    modules: some(modulePattern),
  }),
  z.strictObject({ op: z.literal('move'), modules: some(modulePattern), to: serviceName, ...because }),
  z.strictObject({ op: z.literal('pin'), modules: some(modulePattern), to: serviceName }),
  z.strictObject({ op: z.literal('keepTogether'), modules: z.array(modulePath).min(2), ...because }),
  z.strictObject({ op: z.literal('keepApart'), modules: z.array(modulePath).min(2), ...because }),
  z.strictObject({ op: z.literal('own'), entity: entityName, service: serviceName }),
  z.strictObject({
    op: z.literal('share'),
    modules: some(modulePattern),
    as: z.enum(['library', 'service', 'replicate', 'keep']),
  }),
  z.strictObject({
    op: z.literal('addRoute'),
    id: routeId,
    service: serviceName,
    path: z.string().max(1000),
    methods: z.array(z.string().max(30)).exactOptional(),
  }),
  z.strictObject({
    op: z.literal('stage'),
    route: routeId,
    stage: z.enum(STAGES),
    percent: z.number().min(0).max(100).exactOptional(),
    /** Where the service listens, said in the same breath. */
    upstream: some(upstreamAddress).exactOptional(),
  }),
  z.strictObject({
    op: z.literal('upstream'),
    /** A service, or the monolith itself. */
    service: z.union([z.literal('monolith'), serviceName]),
    addresses: some(upstreamAddress),
  }),
  z.strictObject({
    op: z.literal('shadow'),
    route: routeId,
    percent: z.number().min(0).max(100).exactOptional(),
    /** Parts of the answer that may differ, beside those of the plan. */
    ignore: some(z.string().max(1000)).exactOptional(),
    /** Consent to mirror methods that change something. */
    unsafe: z.boolean().exactOptional(),
    credentials: z.enum(['strip', 'keep']).exactOptional(),
  }),
  z.strictObject({
    op: z.literal('listen'),
    address: listenAddress.exactOptional(),
    admin: listenAddress.exactOptional(),
  }),
]);
