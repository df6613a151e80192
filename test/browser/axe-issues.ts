import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** One broken rule of accessibility, with the elements that break it. */
export interface AxeIssue {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly elements: readonly string[];
}

/**
 * What axe finds on the page as it stands, `serious` and `critical` by default; an empty list is good.
 * The script enters by the debugger, past any content security policy.
 */
export async function axeIssues(
  page: Page,
  impacts: readonly string[] = ['serious', 'critical'],
): Promise<AxeIssue[]> {
  await page.evaluate(`${axe.source};undefined`);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
  return violations
    .filter(({ impact }) => impacts.includes(impact ?? ''))
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
}
