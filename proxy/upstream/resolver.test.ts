import type { LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type LookupAll, Resolver } from './resolver.ts';

const at = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: 4 }));

function setUp(answers: (LookupAddress[] | Error)[]) {
  const clock = { now: 0 };
  let asked = 0;
  const lookup: LookupAll = (_name, done) => {
    const answer = answers[Math.min(asked++, answers.length - 1)] as LookupAddress[] | Error;
    if (answer instanceof Error) done(answer, []);
    else done(null, answer);
  };
  const resolver = new Resolver(lookup, () => clock.now);
  const addressesOf = async (): Promise<string[]> =>
    new Promise((resolve, reject) => {
      resolver.lookup('orders', { all: true }, (error, found) => {
        if (error) reject(error);
        else resolve((found as LookupAddress[]).map(({ address }) => address));
      });
    });
  const refresh = promisify((done: (error: null, now: ReadonlySet<string>) => void) =>
    resolver.refresh('orders', 10, (now) => done(null, now)),
  );
  return { clock, resolver, addressesOf, refresh, asked: () => asked };
}

test('follows a name to its new address once the old answer is too old', async () => {
  const { clock, addressesOf, refresh, asked } = setUp([at('10.0.0.1'), at('10.0.0.2')]);
  expect(await addressesOf()).toEqual(['10.0.0.1']);
  expect(await addressesOf()).toEqual(['10.0.0.1']);
  expect(asked()).toBe(1);
  clock.now = 11;
  expect([...(await refresh())]).toEqual(['10.0.0.2']);
  expect(await addressesOf()).toEqual(['10.0.0.2']);
});

test('keeps the last good address of a name that vanishes', async () => {
  const { clock, resolver, addressesOf } = setUp([at('10.0.0.1'), new Error('ENOTFOUND')]);
  await addressesOf();
  clock.now = 11;
  resolver.refresh('orders', 10, () => expect.unreachable());
  expect(await addressesOf()).toEqual(['10.0.0.1']);
});

test('a name server that does not answer for one name holds up no other, and asks once for many', async () => {
  const asked: string[] = [];
  const resolver = new Resolver(
    (name, done) => {
      asked.push(name);
      if (name === 'quick') done(null, at('10.0.0.9'));
    },
    () => 0,
  );
  for (let turn = 0; turn < 10; turn++) resolver.lookup('stuck', { all: true }, () => expect.unreachable());
  const found = await new Promise((resolve) => {
    resolver.lookup('quick', { all: true }, (_, addresses) => resolve(addresses));
  });
  expect([found, asked]).toEqual([at('10.0.0.9'), ['stuck', 'quick']]);
});

test('begins with another address each time, and tells an unknown name as an error', async () => {
  const { addressesOf } = setUp([at('10.0.0.1', '10.0.0.2')]);
  expect([await addressesOf(), await addressesOf()]).toEqual([
    ['10.0.0.1', '10.0.0.2'],
    ['10.0.0.2', '10.0.0.1'],
  ]);
  await expect(setUp([new Error('ENOTFOUND')]).addressesOf()).rejects.toThrow('ENOTFOUND');
});
