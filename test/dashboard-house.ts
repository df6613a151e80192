import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminServer } from '../proxy/admin/admin-server.ts';
import { type PageParts, renderPage } from '../proxy/admin/dashboard/page.ts';
import { LocalFleet } from '../proxy/life/local-fleet.ts';
import { Supervisor } from '../proxy/life/supervisor.ts';
import { StandingStore } from '../proxy/rollout/standing-store.ts';
import { bundleDashboard } from '../scripts/bundle-dashboard.js';

/** A whole proxy in this process, with its admin and the dashboard as the build would bundle it. */
export interface DashboardHouse {
  readonly address: string;
  readonly adminPort: number;
  readonly proxyPort: number;
  readonly supervisor: Supervisor;
  /** Holds `.banyan/`. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

export async function startDashboard(
  plan: string,
  token?: string,
  divergences?: SupervisorOptions['divergences'],
): Promise<DashboardHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-dashboard-'));
  const supervisor = new Supervisor(`version: 1\n${plan}`, {
    fleet: new LocalFleet({ report: () => undefined }),
    file: join(folder, 'banyan.yaml'),
    around: { env: {}, instance: 'test', cpus: 1, trafficFolder: join(folder, '.banyan', 'traffic') },
    store: new StandingStore(join(folder, '.banyan')),
    ...(divergences && { divergences }),
    version: '1.2.3',
    report: () => undefined,
    timestamp: () => new Date().toISOString(),
    now: () => performance.now(),
    override: (loaded) => onFreePort(loaded, folder),
  });
  const [proxy] = await supervisor.start();
  const parts = (await bundleDashboard()) as PageParts;
  const spec = { address: { kind: 'tcp' as const, host: '127.0.0.1', port: 0 }, token };
  const admin = new AdminServer(spec, supervisor, renderPage(parts));
  const address = await admin.listen();
  return {
    address,
    adminPort: portOf(address),
    proxyPort: portOf(proxy ?? ''),
    supervisor,
    folder,
    stop: async () => {
      admin.close();
      await supervisor.stop(100);
      rmSync(folder, { recursive: true });
    },
  };
}

type SupervisorOptions = ConstructorParameters<typeof Supervisor>[1];
type Loaded = Parameters<SupervisorOptions['override']>[0];

function onFreePort(loaded: Loaded, folder: string): Loaded {
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: 0 };
  const listeners = [{ address, tls: undefined, http2: false }];
  const { accessLog } = loaded.settings;
  const log = accessLog === undefined ? {} : { accessLog: join(folder, accessLog) };
  return { ...loaded, settings: { ...loaded.settings, listeners, ...log } };
}

function portOf(address: string): number {
  return Number(address.split(':').at(-1));
}
