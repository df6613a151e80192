import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { ANALYSIS, PLAN } from './small-plan.ts';
import { temporaryRepository } from './temporary-repository.ts';

const repository = (): string =>
  temporaryRepository({ 'banyan.yaml': PLAN, '.banyan/analysis.json': ANALYSIS });
const planOf = (root: string): string => readFileSync(join(root, 'banyan.yaml'), 'utf8');

test('an edit shows its lines and its effect, keeps comments, and can be taken back to the same bytes', async () => {
  const root = repository();
  const dry = await runCli(root, [
    'plan',
    'move',
    'src/orders/a.ts',
    '--to',
    'users',
    '--why',
    'same table',
    '--dry-run',
  ]);
  expect(dry.stdout).toContain('+  - { move: src/orders/a.ts, to: users, why: same table }');
  expect(dry.stdout).toContain('Nothing was written.');
  expect(planOf(root)).toBe(PLAN);

  const done = await runCli(root, ['plan', 'merge', 'orders', 'users', '--into', 'users']);
  expect(done.stdout).toContain('Effect   services 2 → 1, crossing pairs 1 → 0, cross-service calls 3 → 0');
  await runCli(root, ['plan', 'stage', 'users.list', 'canary', '--percent', '5']);
  expect(planOf(root)).toContain('stage: canary\n    canary: { percent: 5 }');

  await runCli(root, ['plan', 'undo']);
  await runCli(root, ['plan', 'undo']);
  expect(planOf(root)).toBe(PLAN);
  expect((await runCli(root, ['plan', 'undo'])).stderr).toContain('There is nothing to take back.');
});

test('undo refuses where the file was edited since', async () => {
  const root = repository();
  await runCli(root, ['plan', 'rename', 'orders', 'sales']);
  writeFileSync(join(root, 'banyan.yaml'), `${planOf(root)}# mine\n`);
  expect((await runCli(root, ['plan', 'undo'])).stderr).toContain('was edited since the last command');
});

test('every twin of an operation says what it did as one document', async () => {
  const lines = [
    ['add-service', 'mail', '--owner', 'team-mail'],
    ['pin', 'src/mail/**', '--to', 'mail'],
    ['split', 'orders', '--into', 'carts', '--modules', 'src/orders/b.ts'],
    ['own', 'carts', '--by', 'carts'],
    ['share', 'src/lib/**', '--as', 'library'],
    ['keep-together', 'src/orders/a.ts', 'src/users/c.ts', '--why', 'one form'],
    ['keep-apart', 'src/orders/a.ts', 'src/orders/b.ts'],
    ['add-route', 'orders.all', '--path', '/orders/*', '--service', 'orders', '--method', 'GET', 'POST'],
    ['rename', 'orders', 'sales'],
  ];
  const root = repository();
  for (const words of lines) {
    const { exitCode, stdout } = await runCli(root, ['plan', ...words, '--json']);
    expect([words, exitCode]).toEqual([words, 0]);
    expect(JSON.parse(stdout)).toMatchObject({
      command: `plan ${words[0]}`,
      ok: true,
      data: { written: true },
    });
  }
  expect((await runCli(root, ['plan', 'validate'])).stdout).toContain('banyan.yaml is valid.');
  expect(planOf(root)).toContain('# First to go.');
});

test('operations from a file are applied all or none', async () => {
  const root = repository();
  const file = (operations: unknown): void =>
    writeFileSync(join(root, 'ops.json'), JSON.stringify(operations));
  file([
    { op: 'rename', service: 'orders', to: 'sales' },
    { op: 'rename', service: 'nobody', to: 'x' },
  ]);
  expect((await runCli(root, ['plan', 'apply', 'ops.json'])).exitCode).toBe(2);
  expect(planOf(root)).toBe(PLAN);

  file([
    { op: 'rename', service: 'orders', to: 'sales' },
    { op: 'addService', service: 'mail' },
  ]);
  expect((await runCli(root, ['plan', 'apply', 'ops.json'])).exitCode).toBe(0);
  file([{ op: 'format', disk: true }]);
  expect((await runCli(root, ['plan', 'apply', 'ops.json'])).stderr).toContain('PLAN_OPERATION');
});

test('validate tells every fault, fmt checks and writes', async () => {
  const root = temporaryRepository({ 'banyan.yaml': 'version: 1\nservices: {a: {ownr: x}}\nbogus: 1\n' });
  const invalid = await runCli(root, ['plan', 'validate']);
  expect(invalid.exitCode).toBe(1);
  expect(invalid.stdout.split('\n')).toHaveLength(3);

  writeFileSync(join(root, 'banyan.yaml'), 'services: {a: {owner: x}}\nversion: 1\n');
  expect((await runCli(root, ['plan', 'fmt', '--check'])).exitCode).toBe(1);
  expect((await runCli(root, ['plan', 'fmt'])).exitCode).toBe(0);
  expect((await runCli(root, ['plan', 'fmt', '--check'])).exitCode).toBe(0);
  expect(planOf(root)).toBe('version: 1\nservices:\n  a:\n    owner: x\n');
});

test('validate holds the patterns against the analysis', async () => {
  const root = repository();
  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('[src/orders/**]', '[src/orders/**, src/none/**]'));
  const warned = await runCli(root, ['plan', 'validate']);
  expect(warned).toMatchObject({
    exitCode: 0,
    stdout: 'warning: src/none/** matches no module\nbanyan.yaml is valid.\n',
  });

  writeFileSync(join(root, 'banyan.yaml'), PLAN.replace('[src/orders/**]', '[src/**]'));
  const contested = await runCli(root, ['plan', 'validate']);
  expect(contested.exitCode).toBe(1);
  expect(contested.stdout).toContain('Two claim "src/users/c.ts": orders (src/**) and users (src/users/**).');
});

test('show fits 80 columns', async () => {
  const { stdout } = await runCli(repository(), ['plan', 'show']);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toContain('banyan.yaml: 2 services, 1 route, 0 % live');
  expect(stdout).toContain('still crossing: 3 calls in 1 pair of modules');
});

test('diff says in words what changed since a revision, and between two analyses', async () => {
  const root = repository();
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args],
      { cwd: root, encoding: 'utf8' },
    );
  git('init', '-q');
  git('add', 'banyan.yaml');
  git('commit', '-qm', 'plan');
  expect((await runCli(root, ['plan', 'diff'])).stdout).toBe('The plans say the same.\n');

  await runCli(root, ['plan', 'stage', 'users.list', 'canary', '--percent', '5']);
  expect((await runCli(root, ['plan', 'show', '--since', 'HEAD'])).stdout).toContain(
    'Routes then and now: monolith 1 → 0, shadow 0 → 0, canary 0 → 1, live 0 → 0',
  );
  await runCli(root, ['plan', 'pin', 'src/orders/a.ts', '--to', 'users']);
  const { stdout } = await runCli(root, ['plan', 'diff']);
  expect(stdout).toBe(
    'Modules\n  src/orders/a.ts is now pinned to users\n\nStages\n  users.list: monolith → canary 5 %\n\nEffect: crossing pairs 1 → 1\n'.replace(
      'Effect: crossing pairs 1 → 1',
      'Effect: nothing that is measured changes',
    ),
  );
  expect((await runCli(root, ['plan', 'diff', '--markdown'])).stdout).toContain(
    '#### Stages\n\n- users.list',
  );

  const moved = structuredClone(ANALYSIS);
  const [first] = moved.decompositions;
  if (first?.placements[0]) first.placements[0].service = 'users';
  if (first) first.metrics.sm = 0.75;
  writeFileSync(join(root, 'new.json'), JSON.stringify(moved));
  const analyses = await runCli(root, ['plan', 'diff', '.banyan/analysis.json', 'new.json']);
  expect(analyses.stdout).toContain('src/orders/a.ts: orders → users');
  expect(analyses.stdout).toContain('sm 0.5 → 0.75');
  expect((await runCli(root, ['plan', 'diff', 'banyan.yaml', 'new.json'])).exitCode).toBe(2);
});

test('create writes a plan once, and never over another', async () => {
  const root = temporaryRepository({ '.banyan/analysis.json': ANALYSIS });
  expect((await runCli(root, ['plan', 'create'])).stdout).toContain(
    'Written  banyan.yaml: 1 service, 0 routes',
  );
  expect((await runCli(root, ['plan', 'create'])).stderr).toContain('PLAN_CHANGED');
});

test('what cannot be done says why, and changes nothing', async () => {
  const root = repository();
  expect((await runCli(root, ['plan', 'stage', 'users.list', 'nowhere'])).exitCode).toBe(2);
  expect((await runCli(root, ['plan', 'stage', 'users.list', 'canary', '--percent', '101'])).exitCode).toBe(
    2,
  );
  chmodSync(join(root, 'banyan.yaml'), 0o444);
  expect((await runCli(root, ['plan', 'rename', 'orders', 'sales'])).stderr).toContain('PLAN_READ_ONLY');
  expect((await runCli(root, ['plan', 'show', '--plan', 'none.yaml'])).stderr).toContain('PLAN_NOT_FOUND');
  expect(planOf(root)).toBe(PLAN);
});

test('a new analysis keeps what the plan decided, and drift shows what it does not speak of', async () => {
  const root = temporaryRepository({
    'package.json': { name: 'shop' },
    'src/orders/place.ts': `import { cart } from './cart';\nexport const place = cart;\n`,
    'src/orders/cart.ts': `export const cart = 1;\n`,
    'src/users/find.ts': `import { role } from './role';\nexport const find = role;\n`,
    'src/users/role.ts': `export const role = 1;\n`,
    'banyan.yaml':
      'version: 1\nservices: { sales: { modules: [src/orders/place.ts] }, people: { modules: [src/users/**] } }\n' +
      'decisions: [ { keepTogether: [src/orders/place.ts, src/orders/cart.ts] } ]\n',
  });
  await runCli(root, ['analyze', '--no-history']);
  const { stdout } = await runCli(root, ['plan', 'drift']);
  expect(stdout).toContain('1 module in no service of the plan\n  src/orders/cart.ts → sales\n');

  await runCli(root, ['plan', 'drift', '--pin']);
  expect(planOf(root)).toContain('sales: { modules: [src/orders/cart.ts, src/orders/place.ts] }');
  expect((await runCli(root, ['plan', 'drift'])).stdout).toBe('The plan speaks of every module.\n');
});

test('putting writes to shadow says what consent they need', async () => {
  const root = temporaryRepository({
    'banyan.yaml': PLAN.replace('match: { path', 'match: { method: [GET, POST], path'),
  });
  const staged = await runCli(root, ['plan', 'stage', 'users.list', 'shadow']);
  expect(staged.stdout).toContain(
    'Note     users.list: POST is not mirrored, since it may change something.\n' +
      '         If the service has data of its own:\n           banyan plan shadow users.list --unsafe\n',
  );
  await runCli(root, ['plan', 'shadow', 'users.list', '--unsafe']);
  const again = await runCli(root, ['plan', 'stage', 'users.list', 'shadow', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, diagnostics: [] });
});

test('a stage that skips the shadow is written, with a warning that says how not to', async () => {
  const root = temporaryRepository({ 'banyan.yaml': PLAN });
  const staged = await runCli(root, ['plan', 'stage', 'users.list', 'canary', '--percent', '5', '--dry-run']);
  expect(staged.stdout).toContain(
    'Warning  users.list skips the shadow: clients meet answers that nothing has\n' +
      '         compared.\n' +
      '         To compare first: banyan plan stage users.list shadow\n',
  );
  const live = await runCli(root, ['plan', 'stage', 'users.list', 'live', '--json']);
  expect(JSON.parse(live.stdout)).toMatchObject({ ok: true, diagnostics: [{ code: 'SHADOW_SKIPPED' }] });

  writeFileSync(join(root, 'banyan.yaml'), PLAN);
  await runCli(root, ['plan', 'stage', 'users.list', 'shadow']);
  const next = await runCli(root, ['plan', 'stage', 'users.list', 'live', '--json']);
  expect(JSON.parse(next.stdout)).toMatchObject({ ok: true, diagnostics: [] });
});

test('a pattern that no module matches is written, and told', async () => {
  const root = temporaryRepository({
    'banyan.yaml': PLAN,
    '.banyan/analysis.json': JSON.stringify(ANALYSIS),
  });
  const moved = await runCli(root, ['plan', 'move', 'src/orders/aa.ts', '--to', 'users']);
  expect(moved.stdout).toContain(
    'Warning  src/orders/aa.ts matches no module of the last analysis.\n         If the file is new: banyan analyze\n',
  );
  const again = await runCli(root, ['plan', 'move', 'src/orders/a.ts', '--to', 'users', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, diagnostics: [] });
});

test('a pin of a glob against an earlier move of another that overlaps names both, and writes nothing', async () => {
  const root = temporaryRepository({
    'banyan.yaml': PLAN,
    '.banyan/analysis.json': JSON.stringify(ANALYSIS),
  });
  await runCli(root, ['plan', 'move', 'src/orders/**', '--to', 'users']);
  const before = planOf(root);
  const { exitCode, stderr } = await runCli(root, ['plan', 'pin', 'src/*/a.ts', '--to', 'orders']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Two claim "src/orders/a.ts": orders (src/*/a.ts) and users (src/orders/**).');
  expect(planOf(root)).toBe(before);
});
