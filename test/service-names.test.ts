import { expect, test } from 'vitest';
import { serviceName } from '../plan/schema/names.ts';
import { isServiceName } from '../analyzer/boundaries/is-service-name.ts';

test.each(['orders', 'order-history', '2fa', 'größe', 'shared', 'none', 'a_b', '-', '', 'x'.repeat(64)])(
  'a plan takes the same names: %s',
  (name) => {
    expect(isServiceName(name)).toBe(serviceName.safeParse(name).success);
  },
);
