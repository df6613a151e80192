// Compiles the package into dist/ and makes the command executable. Runs in `prepare`, so `npm ci` alone gives a working `npx banyan`.
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleDashboard } from './bundle-dashboard.js';
import { bundleParts } from './bundle-parts.js';
import { bundleReader } from './bundle-reader.js';
import { bundleCommands } from './bundle-commands.js';
import { bundleScreen } from './bundle-screen.js';
import { writeBuildStamp } from './write-build-stamp.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
chmodSync(new URL('../dist/cli/bin.js', import.meta.url), 0o755);

const dashboard = new URL('../dist/proxy/admin/dashboard/page.json', import.meta.url);
writeFileSync(dashboard, JSON.stringify(await bundleDashboard()));
await bundleReader();
await bundleParts();
await bundleScreen();
await bundleCommands();
writeBuildStamp();
