import type { AddCommand } from '../command.ts';
import { addAnalyze } from './analyze.ts';
import { addBaseline } from './baseline.ts';
import { addCheck } from './check.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly AddCommand[] = [addAnalyze, addCheck, addBaseline, addDemo, addDoctor];
