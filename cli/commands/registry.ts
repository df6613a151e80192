import type { AddCommand } from '../command.ts';
import { addAnalyze } from './analyze.ts';
import { addBaseline } from './baseline.ts';
import { addCheck } from './check.ts';
import { addCompletion } from './completion.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { addInit } from './init.ts';
import { addPlan } from './plan.ts';
import { addProxy } from './proxy.ts';
import { addReport } from './report.ts';
import { addRoutes } from './routes.ts';
import { addScore } from './score.ts';
import { addTraffic } from './traffic.ts';
import { addWhy } from './why.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly AddCommand[] = [
  addInit,
  addAnalyze,
  addReport,
  addExplain,
  addScore,
  addWhy,
  addPlan,
  addCheck,
  addBaseline,
  addProxy,
  addRoutes,
  addTraffic,
  addDemo,
  addDoctor,
  addCompletion,
];
