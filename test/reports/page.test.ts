import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { axeIssues } from '../browser/axe-issues.ts';
import { describeInChromium } from '../browser/describe-in-chromium.ts';
import type { OpenedPage } from '../browser/open-page.ts';
import { picture } from '../browser/picture.ts';
import { nastyAnalysis } from './hostile-analysis.ts';
import { pageOf, townAnalysis } from './page-fixture.ts';

const VIEWS = [
  ['overview', 'Overview'],
  ['map', 'Service map'],
  ['matrix', 'Dependency matrix'],
  ['folders', 'Folders'],
  ['calls', 'Calls across boundaries'],
  ['data', 'Data ownership'],
  ['transactions', 'Cut transactions'],
  ['endpoints', 'Endpoints'],
  ['roadmap', 'Roadmap'],
  ['contested', 'Contested modules'],
  ['what-if', 'What if'],
] as const;

describeInChromium('the report', (open) => {
  const live = async (file: string, options?: Parameters<typeof open>[1], hash = ''): Promise<OpenedPage> => {
    const opened = await open(file, options);
    if (hash !== '') await opened.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await opened.page.waitForSelector('body.is-live');
    return opened;
  };

  test('every view opens by mouse, without a fault, from one file', async () => {
    const { page, errors, requests } = await live(pageOf(townAnalysis()));
    for (const [view, title] of VIEWS) {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: title }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await expect.poll(() => new URL(page.url()).hash).toBe(`#${view}`);
    }

    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test('and by keyboard: keys for views, search, help', async () => {
    const { page, errors } = await live(pageOf(townAnalysis()));
    await page.keyboard.press('3');
    await page.getByRole('heading', { level: 1, name: 'Dependency matrix' }).waitFor();
    await page.locator('.matrix canvas').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Detail' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary', { name: 'Detail' }).waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('module-7');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Detail' }).getByText('module-7.ts').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(errors).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious on any view, %s',
    async (colorScheme) => {
      const { page } = await live(pageOf(townAnalysis()), { colorScheme });
      for (const [view] of VIEWS) {
        await page.evaluate(`location.hash = '#${view}'`);
        await page.locator(`main.view-${view}`).waitFor();
        await picture(page, `report-${view}-${colorScheme}`);
        expect([view, await axeIssues(page)]).toEqual([view, []]);
      }
      await page.evaluate(
        `location.hash = '#map?service=${townAnalysis().decompositions[1]!.services[0]!.name}'`,
      );
      await page.getByRole('complementary', { name: 'Detail' }).waitFor();
      expect(await axeIssues(page)).toEqual([]);
    },
    180_000,
  );

  test('a what-if changes the numbers at once and gives the command', async () => {
    const analysis = townAnalysis();
    const [from, into] = analysis.decompositions[1]!.services;
    const { page, errors } = await live(pageOf(analysis));
    await page.evaluate(`location.hash = '#what-if'`);
    await page.getByLabel('A module, or a folder for all below it').fill(from!.modules[0]!);
    await page.getByLabel('To a service; a new name makes one').fill(into!.name);
    await page.getByRole('button', { name: 'Move 1' }).click();
    await page.getByRole('region', { name: 'What if' }).getByText('1 edit').waitFor();

    expect(await page.locator('.commands').textContent()).toBe(
      `banyan plan move ${from!.modules[0]} --to ${into!.name}`,
    );
    await expect.poll(() => new URL(page.url()).hash).not.toBe('#what-if');
    const address = page.url();
    await page.reload();
    await page.getByRole('region', { name: 'What if' }).getByText('1 edit').waitFor();
    expect(page.url()).toBe(address);
    await page.getByRole('region', { name: 'What if' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('region', { name: 'What if' }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  test('without JavaScript the tables read, and nothing else is asked for', async () => {
    const { page, errors, requests } = await open(pageOf(townAnalysis()), { javaScript: false });

    expect(await page.locator('#static h2').allTextContents()).toEqual([
      expect.stringMatching(/^Verdict: /u),
      'Service map',
      'Services',
      'Seams: calls across boundaries',
      'Data',
      'Roadmap',
      'Coverage and blind spots',
    ]);
    expect(await page.locator('#static tbody tr').count()).toBeGreaterThan(20);
    expect([errors, requests.length]).toEqual([[], 1]);
    await picture(page, 'report-no-javascript', true);
  });

  test('on paper it is the tables, on pages', async () => {
    const { page } = await live(pageOf(townAnalysis()), { media: 'print' });

    expect(await page.locator('#app').isVisible()).toBe(false);
    expect(await page.locator('#static').isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(2);
    expect(pages).toBeLessThan(12);
  });

  test('320 pixels wide nothing hangs over the edge', async () => {
    const { page } = await live(pageOf(townAnalysis()), { width: 320, height: 640, touch: true });
    for (const [view] of VIEWS) {
      await page.evaluate(`location.hash = '#${view}'`);
      await page.locator(`main.view-${view}`).waitFor();
      await picture(page, `report-${view}-320`);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([view, Math.max(320, wide)]).toEqual([view, 320]);
    }
  });

  test('the nastiest names are text on every view, and links stay at their place', async () => {
    const { page, errors, requests } = await live(pageOf(nastyAnalysis(), 'https://host.example/blob/main'));
    for (const [view] of VIEWS) {
      await page.evaluate(`location.hash = '#${view}'`);
      await page.locator(`main.view-${view}`).waitFor();
      const hrefs = await page.evaluate<string[]>(
        `[...document.querySelectorAll('#app a')].map((link) => link.getAttribute('href'))`,
      );
      expect(hrefs.filter((href) => !/^(?:https:\/\/host\.example\/blob\/main\/|#)/u.test(href))).toEqual([]);
      expect(await page.locator('#app img, #app iframe, #app script').count()).toBe(0);
    }

    expect([errors, requests.length]).toEqual([[], 1]);
  });

  test.each([
    ['no service', 0],
    ['one service', 1],
    ['200 services', 200],
  ])('%s is a report too', async (_name, services) => {
    const analysis = townAnalysis(Math.max(1, services), 3);
    const { page, errors } = await live(
      pageOf(services === 0 ? { ...analysis, decompositions: [], roadmap: [], endpoints: [] } : analysis),
    );
    for (const [view] of VIEWS) {
      await page.evaluate(`location.hash = '#${view}'`);
      await page.locator(`main.view-${view}`).waitFor();
    }

    expect(errors).toEqual([]);
  });

  test('a file that was cut off says so and keeps its tables', async () => {
    const file = pageOf(townAnalysis());
    const cut = readFileSync(file, 'utf8').replace(/(id="data">.{200})[^<]*/u, '$1');
    const { page } = await open(cut);

    await page.getByText('The tables below are the whole of it').waitFor();
    expect(await page.locator('#static').isVisible()).toBe(true);
  });
});
