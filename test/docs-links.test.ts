import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Every Markdown page of ours. */
const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'fixtures/bookshop/README.md',
  'fixtures/clinic/README.md',
  'fixtures/forum/README.md',
];

test.each(pages)('the links of %s lead somewhere, to the heading that they name', (page) => {
  const text = withoutCode(readFileSync(page, 'utf8'));
  const targets = [...text.matchAll(/(?:\]\(|(?:src|srcset)=")(?!https?:|mailto:)([^)"\s]+)/gu)].map(
    ([, target]) => target ?? '',
  );

  expect(targets.filter((target) => !isThere(page, target))).toEqual([]);
});

test.each(pages)('%s holds no marks of a merge, and ends its code blocks', (page) => {
  const text = readFileSync(page, 'utf8');

  expect(text).not.toMatch(/^(?:<{7}|>{7}|={7}$)/mu);
  expect((text.match(/^```/gmu) ?? []).length % 2).toBe(0);
});

test('every guide, reference and picture is linked from some page', () => {
  const named = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)/gu)].map(([, target = '']) =>
      normalize(join(dirname(page), target)),
    ),
  );
  const sources = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/(?:src|srcset)="([^"]+)"/gu)].map(([, target = '']) =>
      normalize(join(dirname(page), target)),
    ),
  );
  const known = new Set([...named, ...sources]);
  const wanted = ['guides', 'reference', 'pictures'].flatMap((folder) =>
    readdirSync(`docs/${folder}`).map((name) => `docs/${folder}/${name}`),
  );

  expect(wanted.filter((page) => !known.has(page))).toEqual([]);
});

function isThere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  if (anchor === undefined || statSync(file).isDirectory() || !file.endsWith('.md')) return true;
  return anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

/** As GitHub makes them: lower case, no punctuation, hyphens for spaces, a number from the second of a name on. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, title = ''] of withoutCode(text, '').matchAll(/^#{1,6} (.+)$/gmu)) {
    const slug = title
      .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** What stands in code is no link and no heading; inline code keeps its words where it is part of a heading. */
function withoutCode(text: string, inline?: ''): string {
  const outside = text.replace(/^```.*?^```/gmsu, '');
  return inline === '' ? outside : outside.replace(/`[^`\n]*`/gu, '');
}
