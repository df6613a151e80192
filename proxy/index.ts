import { fileURLToPath } from 'node:url';

export { runProxy } from './life/run-proxy.ts';
export { toListenAddress } from './life/flags.ts';
export { loadPlan, readPlanText } from './life/load-plan.ts';
export { renderBanner } from './life/banner.ts';
export { explainMatch } from './routing/explain.ts';
export type { AuditAnswer, AuditEntry, GateStatus, RolloutStatus } from './model/rollout.ts';
export type { ProxyStatus, RouteStatus, SideStatus } from './admin/routes-status.ts';
export { readDivergences } from './shadow/record/read-divergences.ts';
export { type SeenRequest, TrafficRecorder } from './observe/traffic/traffic-recorder.ts';
export { numberOf } from './observe/traffic/traffic-log.ts';
export type { TrafficSummary } from './model/traffic.ts';
export { AdminClient } from './admin/admin-client.ts';

/** What a worker of a cluster runs. */
export const workerFile: string = fileURLToPath(new URL('./main.js', import.meta.url));
