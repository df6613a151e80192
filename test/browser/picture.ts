import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

const folder = process.env['BANYAN_PICTURES'];

/** Keeps a picture of the page for a person to look at, where `BANYAN_PICTURES` names a folder. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}
