import { resolve } from 'node:path';
import { AnalysisError, explainModule, findSeams } from '../../analyzer/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { requireAnalysis } from '../plan/load-analysis.ts';
import { renderModule } from './render-module.ts';
import { renderService } from './render-service.ts';

/** Explains a service where the name is one, else a module. */
export async function runExplain(name: string, file: string, io: Io): Promise<CommandResult> {
  const analysis = await requireAnalysis(resolve(io.cwd, file));
  const recommended = analysis.decompositions.find(({ granularity }) => granularity === 'recommended')!;
  const service = recommended.services.find((one) => one.name === name);
  if (service) {
    const members = new Set(service.modules);
    const endpoints = analysis.endpoints.filter(({ module }) => members.has(module)).map(({ id }) => id);
    const seams = findSeams(analysis, recommended).filter(
      ({ fromService, toService }) => fromService === name || toService === name,
    );
    return { data: { service, endpoints, seams }, text: () => renderService(service, endpoints, seams) };
  }
  const explanation = explainModule(analysis, recommended, name);
  if (explanation) return { data: explanation, text: () => renderModule(explanation) };
  throw new AnalysisError(
    'UNKNOWN_MODULE',
    `The analysis has no module and no service ${JSON.stringify(name)}.`,
    `Services: ${recommended.services.map((one) => one.name).join(', ')}.`,
  );
}
