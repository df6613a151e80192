import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** How the page is looked at. What is left out is a light screen of 1280 × 800 with JavaScript. */
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly reducedMotion?: boolean;
  readonly javaScript?: boolean;
  /** A finger instead of a mouse. */
  readonly touch?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page with what it did: scripts given to `page.evaluate` are texts, since tests know no DOM types. */
export interface OpenedPage {
  readonly page: Page;
  /** Console errors and warnings, breaches of the content security policy, uncaught exceptions. */
  readonly errors: readonly string[];
  /** Addresses asked for, the document first; `data:` and `blob:` are no requests. */
  readonly requests: readonly string[];
}

/** Opens an absolute path, an address, or a text of HTML; the page closes when the test ends. */
export async function openPage(
  browser: Browser,
  source: string,
  options: PageOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext(contextOf(options));
  onTestFinished(() => context.close());
  const page = await context.newPage();
  if (options.media !== undefined) await page.emulateMedia({ media: options.media });
  const watched = watch(page);
  if (/^\s*</.test(source)) await page.setContent(source);
  else await page.goto(isAbsolute(source) ? pathToFileURL(source).href : source);
  return { page, ...watched };
}

function contextOf(options: PageOptions) {
  return {
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
    javaScriptEnabled: options.javaScript ?? true,
    hasTouch: options.touch ?? false,
    extraHTTPHeaders: { ...options.headers },
  } as const;
}

function watch(page: Page): Pick<OpenedPage, 'errors' | 'requests'> {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url())) requests.push(request.url());
  });
  return { errors, requests };
}
