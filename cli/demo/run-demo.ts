import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { analyse } from './chapters/analyse.ts';
import { crash } from './chapters/crash.ts';
import { canary, live } from './chapters/move-traffic.ts';
import { rollBack } from './chapters/roll-back.ts';
import { shadow } from './chapters/shadow.ts';
import { standBetween } from './chapters/stand-between.ts';
import { startMonolith } from './chapters/start-monolith.ts';
import { sumUp } from './chapters/sum-up.ts';
import { writePlan } from './chapters/write-plan.ts';
import { type DemoRun, interrupted, PACES, pause } from './demo-run.ts';
import type { DemoFacts } from './facts.ts';
import { keepRunning, renderClosing } from './closing.ts';
import { leaving } from './leaving.ts';
import { Narrator } from './narrator.ts';
import { OrdersService } from './orders-service.ts';
import { Workshop } from './workshop.ts';

export interface DemoFlags {
  readonly fast?: boolean;
  readonly keep?: boolean;
  readonly json?: boolean;
}

/**
 * The whole strangler story on this machine, with real processes and real requests. Exit code 0 when every client was
 * served and everything went as told, 1 when not. Whatever happens, processes and files are gone afterwards.
 */
export async function runDemo(flags: DemoFlags, io: Io): Promise<CommandResult> {
  const leave = leaving(io.signal);
  const narrator = new Narrator(io, { json: flags.json === true });
  const workshop = new Workshop(io);
  const pace = PACES[flags.fast === true ? 'fast' : 'calm'];
  const run: DemoRun = { io, narrator, workshop, signal: leave.signal, pace };
  const start = io.now();
  try {
    const facts = await tell(run, flags);
    if (flags.keep === true) await keepRunning(run, facts);
    const isGood = facts.disappointments.length === 0;
    const took = io.now() - start;
    return {
      data: { ok: isGood, tookMs: Math.round(took), ...facts },
      text: () => renderClosing(narrator.palette, took),
      ...(isGood ? {} : { exitCode: 1 as const }),
    };
  } catch (error) {
    if (leave.signal.aborted) throw interrupted(error);
    throw error;
  } finally {
    narrator.clear();
    await workshop.close();
    leave.forget();
  }
}

async function tell(run: DemoRun, { keep }: DemoFlags): Promise<DemoFacts> {
  const { narrator, workshop, pace } = run;
  const facts: DemoFacts = {
    places: { folder: workshop.folder },
    stages: [],
    audit: 0,
    disappointments: [],
  };
  narrator.line(narrator.palette.bold('A bookshop leaves its monolith, and nobody notices.'));
  narrator.line(narrator.palette.dim(`Real processes and real requests, in ${workshop.folder}`));
  const breath = (): Promise<void> => pause(run, pace.readMs);
  const monolith = await startMonolith(run);
  await breath();
  await analyse(run, facts);
  await breath();
  const orders = new OrdersService(workshop, monolith);
  await orders.start({ forgetsShipping: true }); // Planted, to be found in the shadow.
  await writePlan(run, { monolith: monolith.url, orders: orders.url });
  await breath();
  const standing = await standBetween(run, facts);
  facts.places = { ...facts.places, shop: monolith.url, proxy: standing.url, admin: standing.admin };
  await breath();
  await shadow(run, facts, { standing, orders });
  await breath();
  await canary(run, facts, standing);
  await live(run, facts, standing);
  await breath();
  await crash(run, facts, { standing, orders });
  await breath();
  await rollBack(run, facts, standing);
  await breath();
  sumUp(run, facts, keep === true ? standing.shoppers.tally : await standing.shoppers.leave());
  return facts;
}
