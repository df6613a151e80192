import { resolve } from 'node:path';
import {
  type Analysis,
  AnalysisError,
  explainEndpoint,
  explainEntity,
  explainModule,
  findSeams,
} from '../../analyzer/index.ts';
import type { Decomposition } from '../../analyzer/model/decomposition.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { requireAnalysis } from '../plan/load-analysis.ts';
import { renderEndpoint } from './render-endpoint.ts';
import { renderEntity } from './render-entity.ts';
import { renderModule } from './render-module.ts';
import { renderService } from './render-service.ts';

/** Explains the service, module, endpoint or entity of that name; `entity:orders` where one is also a service. */
export async function runExplain(name: string, file: string, io: Io): Promise<CommandResult> {
  const analysis = await requireAnalysis(resolve(io.cwd, file));
  const recommended = analysis.decompositions.find(({ granularity }) => granularity === 'recommended')!;
  const [, kind, rest = ''] = /^(service|module|endpoint|entity):(.+)$/su.exec(name) ?? [];
  const asked = kind === undefined ? name : rest;
  for (const [one, explain] of EXPLAINERS) {
    const found = kind === undefined || kind === one ? explain(analysis, recommended, asked) : undefined;
    if (found) return found;
  }
  if (/^[0-9a-f]{10}$/u.test(name)) {
    const { runCheck } = await import('../check/run-check.ts');
    return runCheck('.', { explain: name, cache: true }, io);
  }
  throw new AnalysisError(
    'UNKNOWN_MODULE',
    `The analysis has no service, module, endpoint or entity ${JSON.stringify(name)}.`,
    `Services: ${recommended.services.map((one) => one.name).join(', ')}.`,
  );
}

type Explain = (analysis: Analysis, recommended: Decomposition, name: string) => CommandResult | undefined;

/** In the order in which a name is looked for. */
const EXPLAINERS: readonly (readonly [kind: string, explain: Explain])[] = [
  ['service', ofService],
  ['module', ofModule],
  ['endpoint', ofEndpoint],
  ['entity', ofEntity],
];

function ofService(analysis: Analysis, recommended: Decomposition, name: string): CommandResult | undefined {
  const service = recommended.services.find((one) => one.name === name);
  if (!service) return undefined;
  const members = new Set(service.modules);
  const endpoints = analysis.endpoints.filter(({ module }) => members.has(module)).map(({ id }) => id);
  const seams = findSeams(analysis, recommended).filter(
    ({ fromService, toService }) => fromService === name || toService === name,
  );
  return { data: { service, endpoints, seams }, text: () => renderService(service, endpoints, seams) };
}

function ofModule(analysis: Analysis, recommended: Decomposition, name: string): CommandResult | undefined {
  const explanation = explainModule(analysis, recommended, name);
  return explanation && { data: explanation, text: () => renderModule(explanation) };
}

function ofEndpoint(analysis: Analysis, recommended: Decomposition, name: string): CommandResult | undefined {
  const endpoints = explainEndpoint(analysis, recommended, name);
  if (endpoints.length === 0) return undefined;
  return { data: { endpoints }, text: () => endpoints.map(renderEndpoint).join('\n') };
}

function ofEntity(analysis: Analysis, recommended: Decomposition, name: string): CommandResult | undefined {
  const explanation = explainEntity(analysis, recommended, name);
  return explanation && { data: explanation, text: () => renderEntity(explanation) };
}
