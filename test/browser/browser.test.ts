import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { temporaryFolder } from '../temporary-repository.ts';
import { axeIssues } from './axe-issues.ts';
import { describeInChromium } from './describe-in-chromium.ts';
import { picture } from './picture.ts';

const pageOf = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>${head}</head><body><main><h1>h</h1>${body}</main></body></html>`;

describeInChromium('a page', (open) => {
  test('is opened from a file, with its one request and no error', async () => {
    const file = join(temporaryFolder(), 'page of äöü.html');
    writeFileSync(file, pageOf('', '<p id="a">a</p>'));

    const { page, errors, requests } = await open(file);

    expect(await page.textContent('#a')).toBe('a');
    expect([errors, requests.length]).toEqual([[], 1]);
    await picture(page, 'harness');
  });

  test('is opened from an address, and every request is seen', async () => {
    const server = createServer((_, response) => response.end(pageOf('', '<img src="/b.png" alt="">')));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    const { requests } = await open(address);

    expect(requests.slice(0, 2)).toEqual([address, `${address}b.png`]);
  });

  test('tells of exceptions, console errors and breaches of its policy', async () => {
    const policy = `<meta http-equiv="content-security-policy" content="script-src 'none'">`;
    const { errors } = await open(
      pageOf('', '<script>console.error("oh"); setTimeout(() => { throw new Error("no") })</script>'),
    );
    const { errors: breaches } = await open(pageOf(policy, '<script>1</script>'));

    await expect.poll(() => errors.join()).toMatch(/oh.*no/);
    expect(breaches.join()).toContain('Content Security Policy');
  });

  test('is looked at in the dark, on paper, on a small screen, and without scripts', async () => {
    const html = pageOf('', '<noscript><p id="n">none</p></noscript>');
    const { page: dark } = await open(html, { colorScheme: 'dark', width: 320 });
    const { page: paper } = await open(html, { media: 'print' });
    const { page: still } = await open(html, { javaScript: false });

    expect(await dark.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true);
    expect(await dark.evaluate('innerWidth')).toBe(320);
    expect(await paper.evaluate('matchMedia("print").matches')).toBe(true);
    expect(await still.isVisible('#n')).toBe(true);
  });

  test('is judged by axe, past a strict policy', async () => {
    const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'">`;
    const { page: good } = await open(pageOf(policy, '<button>go</button>'));
    const { page: bad } = await open(pageOf(policy, '<button></button>'));

    expect(await axeIssues(good)).toEqual([]);
    expect((await axeIssues(bad)).map(({ rule }) => rule)).toEqual(['button-name']);
  });
});
