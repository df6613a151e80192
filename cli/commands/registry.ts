import type { AddCommand } from '../command.ts';
import { addAnalyze } from './analyze.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addProxy } from './proxy.ts';
import { addRoutes } from './routes.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly AddCommand[] = [addAnalyze, addProxy, addRoutes, addDemo, addDoctor];
