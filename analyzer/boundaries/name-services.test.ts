import { expect, test } from 'vitest';
import { evidenceOf } from '../../test/evidence-of.ts';
import { indexModules } from '../graph/module-index.ts';
import { buildVocabulary } from '../graph/vocabulary.ts';
import { nameServices } from './name-services.ts';

/** Names of services that hold these files, in this order. */
function namesOf(
  services: readonly (readonly string[])[],
  resources: readonly string[] = [],
): readonly string[] {
  const index = indexModules(evidenceOf([], { alone: services.flat() }).modules);
  const serviceOf = Int32Array.from(index.ids, (id) => services.findIndex((files) => files.includes(id)));
  return nameServices({
    index,
    vocabulary: buildVocabulary(index, false),
    serviceOf,
    count: services.length,
    fixed: new Map(),
    resources: new Set(resources),
  }).names;
}

const layers = (name: string, one: string) => [
  `routes/${name}.ts`,
  `controllers/${one}.ts`,
  `dal/${name}.ts`,
  `schemas/${name}.ts`,
];

const common = (folder: string, subject: string) => [
  `${folder}/types.ts`,
  `${folder}/api/types.ts`,
  `${folder}/db/types.ts`,
  `${folder}/${subject}-totals.ts`,
  `${folder}/${subject}-report.ts`,
];

test('a service is named after the file name that its layers share, even one that elsewhere names a role', () => {
  expect(
    namesOf([
      layers('ape-keys', 'ape-key'),
      [...layers('public', 'public'), 'public/speed-histogram.ts', 'public/speed-cache.ts'],
      layers('configs', 'config'),
      ['users/OrdersController.ts', 'users/orders.service.ts', 'users/order.dto.ts'],
    ]),
  ).toEqual(['ape-key', 'public', 'config', 'order']);
});

test('a file name that is as frequent elsewhere names nothing', () => {
  expect(namesOf([common('a', 'invoice'), common('b', 'parcel'), common('c', 'ledger')])).toEqual([
    'invoice',
    'parcel',
    'ledger',
  ]);
});

test('words about nothing and short ones are no names, but where routes are called so', () => {
  const files = ['a/later-ts-mail.ts', 'a/later-ts-queue.ts'];
  expect(namesOf([files])).toEqual(['mail']);
  expect(namesOf([files], ['ts'])).toEqual(['ts']);
});
