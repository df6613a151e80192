import { explainModule } from '../../../analyzer/index.ts';
import { renderModule } from '../../explain/render-module.ts';
import { renderService } from '../../explain/render-service.ts';
import type { Session } from '../session/session.ts';
import type { PanelName } from './tui-state.ts';
import { plural } from '../../../words/plural.ts';

export interface Told {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Why something is as it is, with its evidence: what `banyan explain` says, and where it stands now. */
export function explanationOf(key: string, panel: PanelName, session: Session): Told | undefined {
  if (panel === 'services') return explainService(key, session);
  if (panel === 'waves') return explainService(key.slice(key.indexOf(':') + 1), session);
  if (panel === 'routes') return explainRoute(key, session);
  return explainOne(key, session);
}

function explainOne(module: string, session: Session): Told | undefined {
  const decomposition = recommended(session);
  const found = decomposition && explainModule(session.analysis, decomposition, module);
  if (!found) return undefined;
  const dependencies = session.analysis.dependencies.filter(({ from }) => from === module);
  const places = dependencies.slice(0, 12).map(({ to, line, uses, kind }) => {
    return `  ${line === undefined ? '' : `line ${line} `}→ ${to} (${kind}, ${uses}; ${session.ownerOf(to)})`;
  });
  return {
    title: module,
    lines: [
      `Now in ${session.ownerOf(module)}. The analysis says:`,
      ...renderModule(found).split('\n').slice(1),
      ...(places.length === 0 ? [] : ['Where it depends on others', ...places]),
    ],
  };
}

function explainService(name: string, session: Session): Told | undefined {
  const decomposition = recommended(session);
  const service = decomposition?.services.find((one) => one.name === name);
  const line = session.services().find((one) => one.name === name);
  if (!decomposition || !service) {
    return (
      line && {
        title: name,
        lines: [
          `${name}: ${plural(line.modules, 'module')}. It is of your making: the analysis knows no service of this name.`,
        ],
      }
    );
  }
  const members = new Set(service.modules);
  const endpoints = session.analysis.endpoints
    .filter(({ module }) => members.has(module))
    .map(({ id }) => id);
  const seams = session
    .proposedSeams()
    .filter(({ fromService, toService }) => fromService === name || toService === name);
  return {
    title: name,
    lines: ['As the analysis proposed it:', ...renderService(service, endpoints, seams).split('\n')],
  };
}

function explainRoute(id: string, session: Session): Told | undefined {
  const route = session.view.routes.find((one) => one.id === id);
  if (!route) return undefined;
  const path = route.match.slice(route.match.indexOf(' ') + 1);
  const handlers = session.analysis.endpoints.filter((endpoint) => endpoint.path === path);
  return {
    title: id,
    lines: [
      `${route.match} → ${route.service}, stage ${route.stage}`,
      ...handlers.map(
        ({ method, module, line, handler }) =>
          `  ${method} ${module}:${line} ${handler} (${session.ownerOf(module)})`,
      ),
    ],
  };
}

function recommended({ analysis }: Session) {
  return analysis.decompositions.find(({ granularity }) => granularity === 'recommended');
}
