import { z } from 'zod';

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const BYTES = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;

/** Timers of Node hold 31 bits; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Written `250ms`, `2s`, `5m`, `1h`, `7d`; read as milliseconds. A bare number is refused: nobody can tell its unit. */
export const duration = z
  .string({ error: 'must be a duration with its unit, such as 250ms, 2s or 5m' })
  .regex(
    /^\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d)$/u,
    'must be a duration with its unit, such as 250ms, 2s or 5m',
  )
  .transform((text) => Math.round(amountOf(text, MILLISECONDS)))
  .refine((value) => value > 0 && value <= LONGEST_TIMER, 'must be longer than 0 and at most 24 days')
  .describe('A duration with its unit: 250ms, 2s, 5m, 1h.');

const SIZE = 'must be a size in bytes, or with its unit, such as 64kb or 10mb';

/** Written `64kb`, `1mb`, or a number of bytes; read as bytes (1 kb is 1,024). */
export const size = z
  .union([z.int().min(0), z.string().regex(/^\d{1,9}(?:b|kb|mb|gb)$/u, SIZE)], { error: SIZE })
  .transform((written) => (typeof written === 'number' ? written : amountOf(written, BYTES)))
  .describe('A size: bytes, or 64kb, 10mb (1 kb is 1,024 bytes).');

const PERCENT = 'must be a percentage from 0 to 100, such as 10 or 0.5%';

/** Written `10` or `0.5%`; read as a number from 0 to 100. */
export const percent = z
  .union(
    [z.number().min(0, PERCENT).max(100, PERCENT), z.string().regex(/^\d{1,3}(?:\.\d{1,6})?%$/u, PERCENT)],
    {
      error: PERCENT,
    },
  )
  .transform((written) => (typeof written === 'number' ? written : Number.parseFloat(written)))
  .refine((value) => value <= 100, PERCENT)
  .describe('A percentage: 10, or 0.5%.');

/** Written `0.5%`, always with its sign, so that nobody takes 0.5 for a half; read as a fraction, here 0.005. */
export const rate = z
  .string({ error: 'must be a percentage with its sign, such as 0.5%' })
  .regex(/^\d{1,3}(?:\.\d{1,6})?%$/u, 'must be a percentage with its sign, such as 0.5%')
  .transform((written) => Number.parseFloat(written) / 100)
  .refine((value) => value <= 1, 'must be at most 100%')
  .describe('A rate as a percentage with its sign: 0.5%.');

export const text = (what: string) => z.string().min(1, `must name ${what}`).max(1000);

export const date = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u, 'must be a date such as 2026-07-01')
  .describe('A day: 2026-07-01.');

function amountOf(written: string, units: Readonly<Record<string, number>>): number {
  const unit = written.replace(/^[\d.]+/u, '');
  return Number.parseFloat(written) * (units[unit] ?? Number.NaN);
}
