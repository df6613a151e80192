import { expect, test } from 'vitest';
import { textFolders } from './text-folders.ts';

test('finds folders by language, as folders and as files', () => {
  const modules = [
    'packages/phrases/src/index.ts',
    ...['de', 'en', 'pt-br', 'zh_Hant'].flatMap((tag) =>
      ['a', 'b'].map((name) => `packages/phrases/src/locales/${tag}/${name}.ts`),
    ),
    ...['en', 'fr', 'ja'].map((tag) => `web/i18n/${tag}.ts`),
  ];
  expect([...textFolders(modules)]).toEqual([
    ['packages/phrases/src/locales', 4],
    ['web/i18n', 3],
  ]);
});

test('short names of code are no languages', () => {
  const folders = ['db', 'ui', 'io', 'en'].map((name) => `src/${name}/a.ts`);
  expect(textFolders(['src/db/a.ts', 'src/ui/a.ts', 'src/io/a.ts']).size).toBe(0);
  expect(textFolders([...folders, 'src/orders/a.ts', 'src/orders/b.ts']).size).toBe(0);
});
