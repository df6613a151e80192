import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../../analyzer/model/analysis.ts';
import { planFromAnalysis, readPlan } from '../../../plan/index.ts';
import { CliError } from '../../cli-error.ts';
import type { DemoRun } from '../demo-run.ts';
import { runBanyan } from '../run-banyan.ts';

/** The one route that the demo moves. */
export const ROUTE = 'orders.read';

/** The heart of what is taken out: whichever proposed service holds it is `orders`. */
const HEART = 'src/services/order.service.ts';

export interface Upstreams {
  readonly monolith: string;
  readonly orders: string;
}

/** A plan for one service and one route: small enough to be read on a screen. */
export async function writePlan(run: DemoRun, upstreams: Upstreams): Promise<void> {
  const { narrator, workshop } = run;
  narrator.chapter('A plan for one service');
  narrator.say('"orders" first, and of it what only reads. The plan is a file that people own, kept in git:');
  const folder = join(workshop.folder, 'bookshop');
  const analysis = JSON.parse(readFileSync(join(folder, '.banyan/analysis.json'), 'utf8')) as Analysis;
  const text = planText(analysis, upstreams);
  writeFileSync(join(folder, 'banyan.yaml'), text);
  narrator.line();
  for (const line of text.trimEnd().split('\n')) narrator.line(narrator.palette.dim(line));
  narrator.line();
  await runBanyan(run, ['plan', 'validate']);
  narrator.line('No fault found.');
}

/** Exported for its test. */
export function planText(analysis: Analysis, { monolith, orders }: Upstreams): string {
  const proposed = Object.values(readPlan(planFromAnalysis(analysis), 'proposal').services);
  const service = proposed.find(({ modules }) => modules.includes(HEART));
  if (service === undefined) {
    throw new CliError(
      'DEMO_FAILED',
      `The analysis of the bookshop places ${HEART} in no service.`,
      'This is a bug of the demo. Please report it.',
    );
  }
  return `version: 1
monolith: { upstream: ${monolith} }
services:
  orders:
    upstream: ${orders}
    modules:
${service.modules.map((module) => `      - ${module}`).join('\n')}
    data: { owns: [${(service.data?.owns ?? []).join(', ')}] }
routes:
  - id: ${ROUTE}
    match: { method: GET, path: /api/orders/:id }
    service: orders
    stage: monolith
    shadow: { percent: 100, credentials: keep }
    canary: { percent: 0, stickyBy: cookie:sid }
    fallback: monolith
proxy: { breaker: { openFor: 1s } }
`;
}
