import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findChromium, launchChromium } from './launch-chromium.js';
import { openPage, type OpenedPage, type PageOptions } from './open-page.ts';

/** Opens an address, a file, or a text of HTML, in a context of its own that ends with the test. */
export type OpenInChromium = (source: string, options?: PageOptions) => Promise<OpenedPage>;

const path = findChromium();
const missing = 'no Chromium: `apt-get install chromium`, or set BANYAN_CHROMIUM';

/**
 * A `describe` whose tests get one real Chromium. Without one they are skipped and the name says why;
 * with `CI=true` they fail, since a gate that silently tests nothing is none.
 */
export function describeInChromium(name: string, define: (open: OpenInChromium) => void): void {
  if (path === undefined) return describeWithout(name);
  describe(`${name}, in Chromium`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(path);
    });
    afterAll(() => browser.close());
    define((source, options) => openPage(browser, source, options));
  });
}

function describeWithout(name: string): void {
  const isGate = process.env['CI'] === 'true';
  describe.skipIf(!isGate)(`${name} (${missing})`, () => {
    test('has a Chromium to run in', () => expect.fail(missing));
  });
}
