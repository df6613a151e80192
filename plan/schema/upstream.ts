import { z } from 'zod';
import { upstreamAddress } from './address.ts';
import { duration, text } from './scalars.ts';

const addresses = z
  .union([upstreamAddress, z.array(upstreamAddress).min(1, 'must name an address')])
  .transform((written) => (Array.isArray(written) ? written : [written]));

const details = z.strictObject({
  addresses: addresses.describe('One address or several.'),
  balance: z.enum(['round-robin', 'least-connections']).default('round-robin'),
  health: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[!-~]*$/u, 'must be a path such as /healthz')
        .describe('Asked with GET; 2xx and 3xx are healthy.'),
      every: duration.default(5000),
      timeout: duration.default(2000),
      healthyAfter: z.int().min(1).default(2).describe('Good answers in a row.'),
      unhealthyAfter: z.int().min(1).default(3).describe('Bad answers in a row.'),
    })
    .exactOptional()
    .describe('Active health checks; absent: none.'),
  tls: z
    .strictObject({
      ca: text('a file')
        .exactOptional()
        .describe('File of the authority that signed the upstream’s certificate.'),
      cert: text('a file').exactOptional().describe('File of the certificate that we show (mutual TLS).'),
      key: text('a file').exactOptional(),
      serverName: text('a host')
        .exactOptional()
        .describe('Name to verify, where it is not the host of the address.'),
    })
    .refine(({ cert, key }) => (cert === undefined) === (key === undefined), 'needs both cert and key')
    .exactOptional()
    .describe('For https addresses. Certificates are always verified.'),
  maxConnections: z.int().min(1).exactOptional().describe('Connections to each address.'),
  maxConcurrent: z.int().min(1).exactOptional().describe('Requests in flight to this upstream.'),
  host: z
    .enum(['keep', 'upstream'])
    .default('keep')
    .describe('Whether the upstream sees the client’s Host or its own.'),
});

export type Upstream = z.output<typeof details>;

/** Where a service or the monolith listens: an address, several, or addresses with their settings. */
export const upstreamSchema = z
  .union([addresses, details])
  .transform((written): Upstream => (Array.isArray(written) ? { ...DEFAULTS, addresses: written } : written))
  .describe('An address, a list of addresses, or { addresses, balance, health, tls, … }.');

const DEFAULTS = { balance: 'round-robin', host: 'keep' } as const;
