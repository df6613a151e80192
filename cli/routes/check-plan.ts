import { resolve } from 'node:path';
import { loadPlan, readPlanText, renderBanner } from '../../proxy/index.ts';
import type { CommandResult } from '../envelope.ts';
import type { Io } from '../io.ts';
import { toolVersion } from '../../disk/tool-version.ts';

/** `banyan proxy --check`: what would be routed where. Throws `PlanError` or `ProxyError` with what is wrong. */
export function checkPlan(file: string, io: Io): CommandResult {
  const { table, settings } = loadPlan(readPlanText(resolve(io.cwd, file)), file, {
    env: io.env,
    instance: 'check',
    cpus: 1,
  });
  const listening = settings.listeners.map(({ address }) =>
    address.kind === 'unix' ? `unix:${address.path}` : `${address.host}:${address.port}`,
  );
  const { workers, admin } = settings;
  const at =
    admin.address.kind === 'unix'
      ? `unix:${admin.address.path}`
      : `${admin.address.host}:${admin.address.port}`;
  const routes = table.routes.map(({ id, match, service, stage, percent }) => ({
    id,
    match,
    service,
    stage,
    percent,
  }));
  return {
    data: { plan: file, listening, admin: at, routes },
    text: () => renderBanner({ table, listening, admin: at, workers, version: toolVersion() }),
  };
}
