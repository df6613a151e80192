import { spawn } from 'node:child_process';
import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { named, startOrigin } from './live-proxy.ts';
import { runCli } from './run-cli.ts';
import { temporaryRepository } from './temporary-repository.ts';
import { runInTerminal, save } from './terminal.ts';

const analysis = readFileSync('fixtures/bookshop/expected.json', 'utf8');
const bin = join(process.cwd(), 'dist/cli/bin.js');
const ROUTE = 'stock.api-stock';

const at = ({ port }: { port: number }): string => `http://127.0.0.1:${port}`;

/** The bookshop's plan with a monolith and a service that really listen, and a real proxy between. */
async function bookshopBehindProxy(): Promise<{ root: string; get: (path: string) => Promise<string> }> {
  const [monolith, service] = [await startOrigin(named('monolith')), await startOrigin(named('stock'))];
  onTestFinished(async () => {
    await monolith.close();
    await service.close();
  });
  const root = temporaryRepository({ '.banyan/analysis.json': analysis });
  for (const words of [
    ['create'],
    ['upstream', 'monolith', at(monolith)],
    ['listen', `unix:${join(root, 'front.sock')}`, '--admin', `unix:${join(root, 'admin.sock')}`],
    ['stage', ROUTE, 'canary', '--percent', '25', '--upstream', at(service)],
  ])
    expect([words, (await runCli(root, ['plan', ...words])).exitCode]).toEqual([words, 0]);
  const proxy = spawn(process.execPath, [bin, 'proxy', '--access-log', 'off'], {
    cwd: root,
    stdio: 'ignore',
  });
  onTestFinished(() => void proxy.kill('SIGKILL'));
  for (const socket of ['front.sock', 'admin.sock'])
    await expect.poll(() => existsSync(join(root, socket)), { timeout: 20_000 }).toBe(true);
  const get = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      request({ socketPath: join(root, 'front.sock'), path, agent: false }, (answer) => {
        let body = '';
        answer.on('data', (part: Buffer) => (body += part.toString())).on('end', () => resolve(body));
      })
        .on('error', reject)
        .end();
    });
  return { root, get };
}

const planFile = (root: string): string => join(root, 'banyan.yaml');

const stageNow = async (root: string): Promise<unknown> => {
  const { stdout } = await runCli(root, ['routes', 'status', '--json', '--plan', planFile(root)]);
  const { data } = JSON.parse(stdout) as {
    data: { routes: { id: string; stage: string; percent: number }[] };
  };
  const route = data.routes.find(({ id }) => id === ROUTE);
  return [route?.stage, route?.percent];
};

test('beside a running proxy the routes show its traffic, and P and B move it after a confirmation', async () => {
  const { root, get } = await bookshopBehindProxy();
  for (let i = 0; i < 40; i++) expect(await get('/api/stock')).toMatch(/^(?:monolith|stock) GET/u);
  const tui = runInTerminal(root, ['plan'], { columns: 160, rows: 50 });
  await tui.shows('1 Services');
  tui.type(`7/${ROUTE}\r`);
  await tui.shows(/\d\.\d\/s/u);

  tui.type('P');
  await tui.shows(`Promote ${ROUTE} in the running proxy, for real requests?`);
  tui.type('\u001b');
  await tui.shows('Left as it was.');
  expect(await stageNow(root)).toEqual(['canary', 25]);

  tui.type('P');
  await tui.shows('Enter promotes it');
  tui.type('\r');
  await tui.shows(/In the running proxy: stock\.api-stock: canary 25 % → canary 50 %/u);
  await tui.shows(/now canary 50%, \d/u);
  expect(await stageNow(root)).toEqual(['canary', 50]);

  tui.type('B');
  await tui.shows(`Roll back ${ROUTE} in the running proxy`);
  tui.type('\r');
  await tui.shows(/In the running proxy: stock\.api-stock: canary 50 % → monolith/u);
  await tui.shows(/now monolith, \d/u);
  expect(await get('/api/stock')).toMatch(/^monolith GET/u);
  tui.resize(80, 24);
  await tui.shows(/7 Routes|\[7/u);
  tui.type('q');
  await expect.poll(tui.exitCode).toBe(0);
  expect(readFileSync(join(root, 'banyan.yaml'), 'utf8')).toContain('stage: canary'); // The plan is its owner's to change.
}, 60_000);

test('where no proxy answers, P says so and changes nothing', async () => {
  const root = temporaryRepository({ '.banyan/analysis.json': analysis });
  await runCli(root, ['plan', 'create']);
  await runCli(root, ['plan', 'listen', '--admin', `unix:${join(root, 'nobody.sock')}`]);
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type('7P');
  await tui.shows('No proxy answers');
  expect(readFileSync(planFile(root), 'utf8')).not.toContain('stage: shadow');
});

test('U says where a service listens, so that a route can leave the monolith', async () => {
  const root = temporaryRepository({ '.banyan/analysis.json': analysis });
  await runCli(root, ['plan', 'create']);
  const tui = runInTerminal(root, ['plan']);
  await tui.shows('1 Services');
  tui.type(`7/${ROUTE}\rU`);
  await tui.shows('Where it listens (http://host:port): http://127.0.0.1:');
  tui.type('4002\r');
  await tui.shows('stock listens on http://127.0.0.1:4002');
  tui.type('sshadow\r');
  await tui.shows('2 unsaved');
  await save(tui);
  const text = readFileSync(join(root, 'banyan.yaml'), 'utf8');
  expect(text).toContain('upstream: http://127.0.0.1:4002');
  expect(text).toContain('stage: shadow');
});

test('an analysis that is older than the code says what changed', async () => {
  const sources = Object.fromEntries(
    (JSON.parse(analysis) as { modules: { id: string }[] }).modules.map(({ id }) => [id, 'export {};\n']),
  );
  const { 'src/app.ts': _gone, ...others } = sources;
  const root = temporaryRepository({ ...others, '.banyan/analysis.json': analysis });
  await runCli(root, ['plan', 'create']);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, 'src/main.ts'), later, later);
  const tui = runInTerminal(root, ['plan'], { columns: 120 });
  await tui.shows(/older than the code: 1 file changed, 1 gone \(src\/main\.ts/u);
  await tui.shows('banyan analyze');
  expect(tui.exitCode()).toBeUndefined();
});
