import { z } from 'zod';
import { listenAddress } from './address.ts';
import { requestField } from './selectors.ts';
import { timeouts } from './route.ts';
import { duration, percent, size, text } from './scalars.ts';

const listener = z.strictObject({
  address: listenAddress,
  tls: z
    .strictObject({
      cert: text('a file').describe('Certificate chain, PEM; read again when it changes.'),
      key: text('a file'),
      ca: text('a file').exactOptional().describe('Authorities whose client certificates are demanded.'),
      minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
    })
    .exactOptional(),
  http2: z.boolean().exactOptional().describe('HTTP/2 beside HTTP/1.1; absent: where there is TLS.'),
});

const listeners = z
  .union([listenAddress, listener, z.array(z.union([listenAddress, listener])).min(1, 'must not be empty')])
  .transform((written) => (Array.isArray(written) ? written : [written]).map(toListener))
  .describe('host:port, or { address, tls, http2 }, or a list of these.');

const admin = z
  .union([
    listenAddress,
    z.strictObject({
      address: listenAddress,
      tokenFile: text('a file').exactOptional().describe('File that holds the token.'),
      tokenEnv: text('a variable').exactOptional().describe('Environment variable that holds the token.'),
    }),
  ])
  .transform((written): Admin => ('address' in written ? written : { address: written }))
  .describe(
    'host:port, unix:/path, or { address, tokenFile | tokenEnv }. A token is needed beyond loopback.',
  );

export interface Admin {
  address: z.output<typeof listenAddress>;
  tokenFile?: string;
  tokenEnv?: string;
}

export type Listener = z.output<typeof listener>;

const cidr = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: 'must be an address or a range such as 10.0.0.0/8',
});

const limits = z.strictObject({
  url: size.exactOptional().describe('Longest request target; beyond: 414.'),
  headers: size.exactOptional().describe('Header section in all; beyond: 431.'),
  headerCount: z.int().min(1).exactOptional().describe('Header fields; beyond: 431.'),
  body: size.exactOptional().describe('Request body; beyond: 413. Absent: no limit.'),
  connections: z.int().min(1).exactOptional().describe('Client connections.'),
  concurrent: z.int().min(1).exactOptional().describe('Requests in flight.'),
  queue: z.int().min(0).exactOptional().describe('Requests that wait for a place; beyond: 503.'),
  queueTimeout: duration.exactOptional(),
  headerTimeout: duration.exactOptional().describe('For a client to send its header section.'),
  bodyIdle: duration.exactOptional().describe('Between two pieces of a request body.'),
  writeStall: duration.exactOptional().describe('For a client that does not read.'),
  keepAlive: duration.exactOptional().describe('For which an idle client connection stays open.'),
});

const webhook = z
  .union([
    z.url({ protocol: /^https?$/u, error: 'must be an http or https address' }),
    z.strictObject({
      url: z.url({ protocol: /^https?$/u, error: 'must be an http or https address' }),
      secretFile: text('a file').exactOptional().describe('File that holds the secret that signs.'),
      secretEnv: text('a variable').exactOptional().describe('Environment variable that holds the secret.'),
    }),
  ])
  .transform((written): Webhook => (typeof written === 'string' ? { url: written } : written));

export interface Webhook {
  url: string;
  secretFile?: string;
  secretEnv?: string;
}

const tracing = z
  .strictObject({
    endpoint: z
      .url({ protocol: /^https?$/u, error: 'must be an http or https address' })
      .describe('OTLP/HTTP, JSON.'),
    share: percent.default(100).describe('Of the requests without a traceparent: begins a sampled trace.'),
    serviceName: z.string().min(1).max(100).default('banyan-proxy'),
  })
  .describe('Spans by OTLP. Absent: traceparent passes unchanged and nothing is sent.');

export const proxySchema = z.strictObject({
  listen: listeners.exactOptional(),
  admin: admin.exactOptional(),
  trust: z
    .array(cidr)
    .default([])
    .describe('Peers whose Forwarded and X-Forwarded-* are believed; from all others they are replaced.'),
  timeouts: timeouts.exactOptional().describe('For every route that does not say otherwise.'),
  limits: limits.exactOptional(),
  retries: z
    .strictObject({
      attempts: z.int().min(0).max(10).exactOptional().describe('Further tries of one request.'),
      budget: percent.exactOptional().describe('Retries as a share of requests.'),
    })
    .exactOptional(),
  breaker: z
    .strictObject({
      failures: z.int().min(1).exactOptional().describe('Failures in a row that open it.'),
      openFor: duration.exactOptional().describe('Until one request may probe.'),
      slow: z
        .strictObject({
          over: duration.describe('A call whose answer takes longer to begin is slow.'),
          share: percent.exactOptional().describe('Of slow calls, that opens it; absent: 50 %.'),
        })
        .exactOptional()
        .describe('Opens it too where answers come, but late; absent: never.'),
    })
    .exactOptional(),
  sticky: z
    .strictObject({
      keyFile: text('a file').exactOptional().describe('File that holds the key of the hash.'),
      keyEnv: text('a variable').exactOptional().describe('Environment variable that holds the key.'),
    })
    .exactOptional()
    .describe('Key of the bucket hash: replicas that share it place a client alike.'),
  override: z
    .array(requestField)
    .exactOptional()
    .describe('Header or cookie that sends a tester to a side, for every route that does not say otherwise.'),
  workers: z.union([z.int().min(1).max(256), z.literal('auto')]).exactOptional(),
  drain: duration.exactOptional().describe('For which requests in flight may finish on SIGTERM.'),
  accessLog: text('a file, or "-" for stdout').exactOptional(),
  webhooks: z
    .array(webhook)
    .exactOptional()
    .describe('Where promotions and rollbacks are told: addresses, or { url, secretFile | secretEnv }.'),
  tracing: tracing.exactOptional(),
  traffic: z
    .boolean()
    .exactOptional()
    .describe('Whether observed endpoints are summed up under .banyan/traffic; absent: yes.'),
  via: z
    .string()
    .regex(/^[\w.-]+$/u, 'must be a plain name')
    .max(100)
    .exactOptional()
    .describe('Our name in Via.'),
});

type Written = z.output<typeof listenAddress> | Listener;

function toListener(written: Written): Listener {
  return 'address' in written ? written : { address: written };
}
