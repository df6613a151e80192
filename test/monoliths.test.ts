import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { getSchema } from '@mrleebo/prisma-ast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

type Ask = (line: string, body?: unknown) => Promise<{ status: number; body: Record<string, unknown> }>;

describe('the clinic', () => {
  const app = running('clinic');

  test('books, sees, prescribes, closes and is paid', async () => {
    const desk = await app.logIn('/api/auth/login', {
      email: 'desk@clinic.example',
      password: 'open sesame',
    });
    const doctor = await app.logIn('/api/auth/login', {
      email: 'wells@clinic.example',
      password: 'open sesame',
    });
    const booking = { slotId: 1, patientId: 1, reason: 'cough' };
    expect((await desk('POST /api/appointments', booking)).body).toMatchObject({ id: 1, status: 'booked' });
    expect((await desk('POST /api/appointments', booking)).status).toBe(409);
    await doctor('POST /api/visits', { appointmentId: 1 });
    await doctor('POST /api/visits/1/diagnoses', { code: 'J20.9', text: 'Bronchitis' });
    expect((await doctor('POST /api/prescriptions', prescriptionOf(1))).status).toBe(422); // An allergy.
    expect((await doctor('POST /api/prescriptions', prescriptionOf(2))).status).toBe(201);
    expect((await desk('POST /api/prescriptions/1/dispense')).body['status']).toBe('dispensed');
    expect((await doctor('POST /api/visits/1/close')).body['closedAt']).toEqual(expect.any(String));
    const paid = await desk('POST /api/invoices/1/payments', { amountCents: 5000, method: 'card' });
    expect(paid.body).toMatchObject({ status: 'paid', totalCents: 5000, lines: [{}, {}] });
    expect((await doctor('GET /api/patients/1/summary')).body).toMatchObject({
      visits: [{ diagnoses: [{ code: 'J20.9' }] }],
      owedCents: 0,
    });
  });

  test('is closed to strangers, and says what is wrong', async () => {
    const stranger = app.visitor();
    expect((await stranger('GET /api/patients')).status).toBe(401);
    const doctor = await app.logIn('/api/auth/login', {
      email: 'wells@clinic.example',
      password: 'open sesame',
    });
    expect((await doctor('POST /api/patients', {})).status).toBe(403);
    expect((await doctor('GET /api/visits/99')).status).toBe(404);
  });

  test('has a client that is what its schema says', async () => {
    const { list } = getSchema(readFileSync(join(root, 'fixtures/clinic/prisma/schema.prisma'), 'utf8'));
    const models = list.filter((block) => block.type === 'model');
    const names = new Set(models.map(({ name }) => name));
    const { SHAPES } = (await import(app.built('generated/prisma/shapes.js'))) as {
      SHAPES: Record<
        string,
        { table: string; columns: string[]; relations: Record<string, { model: string }> }
      >;
    };
    const said = models.map(({ name, properties }) => {
      const fields = properties.filter((one) => one.type === 'field');
      const map = properties.find((one) => one.type === 'attribute' && one.name === 'map');
      return {
        name,
        table: map?.type === 'attribute' ? JSON.stringify(map.args?.[0]?.value) : '',
        columns: fields.filter((field) => !names.has(typeOf(field))).map((field) => field.name),
        relations: fields
          .filter((field) => names.has(typeOf(field)))
          .map((field) => `${field.name}: ${typeOf(field)}`),
      };
    });
    const client = Object.entries(SHAPES).map(([name, { table, columns, relations }]) => ({
      name,
      table: JSON.stringify(JSON.stringify(table)),
      columns,
      relations: Object.entries(relations).map(([field, { model }]) => `${field}: ${model}`),
    }));
    expect(client.toSorted(byName)).toEqual(said.toSorted(byName));
  });
});

describe('the forum', () => {
  const app = running('forum');

  test('opens a thread, answers, votes, flags and finds', async () => {
    const mira = await app.logIn('/api/session', { name: 'mira', password: 'let me in please' });
    const nils = await app.logIn('/api/session', { name: 'nils', password: 'let me in please' });
    const thread = { title: 'Compost', body: 'How long does it need?' };
    expect((await nils('POST /api/boards/gardens/threads', thread)).body).toMatchObject({
      id: 2,
      postCount: 1,
    });
    expect((await mira('POST /api/threads/2/posts', { body: 'A winter and a summer.' })).status).toBe(201);
    expect((await nils('POST /api/notices/take')).body['notices']).toMatchObject([
      { text: 'mira answered in "Compost".' },
    ]);
    expect((await nils('PUT /api/posts/3/vote', { value: 1 })).body['score']).toBe(1);
    expect((await nils('PUT /api/posts/2/vote', { value: 1 })).status).toBe(409);
    expect((await nils('GET /api/members/mira')).body).toMatchObject({
      reputation: 10,
      badges: [{ kind: 'seedling' }],
    });
    expect((await nils('GET /api/search?q=winter')).body['posts']).toMatchObject([{ id: 3 }]);
    await nils('POST /api/moderation/posts/3/flags', { reason: 'not a question' });
    expect((await nils('GET /api/moderation/flags')).status).toBe(403);
    expect((await mira('POST /api/moderation/flags/1/uphold')).status).toBe(204);
    expect((await nils('GET /api/search?q=winter')).body['posts']).toEqual([]);
  });

  test('keeps conversations between two', async () => {
    const mira = await app.logIn('/api/session', { name: 'mira', password: 'let me in please' });
    const nils = await app.logIn('/api/session', { name: 'nils', password: 'let me in please' });
    await app.visitor()('POST /api/members', {
      name: 'otto',
      email: 'o@x.example',
      password: 'let me in please',
    });
    const otto = await app.logIn('/api/session', { name: 'otto', password: 'let me in please' });
    await mira('POST /api/messages', { to: 'nils', subject: 'Seeds', body: 'Do you have some?' });
    expect((await nils('GET /api/messages/1')).body['messages']).toMatchObject([
      { body: 'Do you have some?' },
    ]);
    expect((await otto('GET /api/messages/1')).status).toBe(404);
    expect((await app.visitor()('GET /api/messages')).status).toBe(401);
  });

  test('counts all votes that come at once', async () => {
    const visitors = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const name = `voter${index}`;
        await app.visitor()('POST /api/members', {
          name,
          email: `${name}@x.example`,
          password: 'let me in please',
        });
        return app.logIn('/api/session', { name, password: 'let me in please' });
      }),
    );
    await Promise.all(visitors.map((ask) => ask('PUT /api/posts/1/vote', { value: 1 })));
    expect((await app.visitor()('GET /api/posts/1')).body['score']).toBe(8);
  });
});

test.each(['clinic', 'forum'])('contexts.json of %s names every module once', (name) => {
  const folder = join(root, 'fixtures', name);
  const truth = JSON.parse(readFileSync(join(folder, 'contexts.json'), 'utf8')) as {
    services: Record<string, string[]>;
    shared: string[];
    ignore: string[];
  };
  const named = [...Object.values(truth.services).flat(), ...truth.shared, ...truth.ignore];
  const modules = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
    .map((file) => `src/${file}`);
  expect(named.toSorted()).toEqual(modules.toSorted());
});

function prescriptionOf(medicineId: number): object {
  return { visitId: 1, items: [{ medicineId, dose: '1-0-1', days: 7 }] };
}

function typeOf({ fieldType }: { fieldType: unknown }): string {
  return typeof fieldType === 'string' ? fieldType : '';
}

function byName(left: { name: string }, right: { name: string }): number {
  return left.name < right.name ? -1 : 1;
}

/** Type-checks and builds a monolith as it does itself, and runs it while the tests of its block do. */
function running(name: string) {
  const folder = join(root, 'fixtures', name);
  const out = join(folder, 'dist', `run-${process.pid}`);
  let child: ChildProcess;
  let url = '';
  beforeAll(async () => {
    const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
    const built = spawnSync(process.execPath, [
      tsc,
      '-p',
      join(folder, 'tsconfig.build.json'),
      '--outDir',
      out,
    ]);
    expect(built.stdout.toString()).toBe('');
    child = spawn(process.execPath, [join(out, 'main.js')], {
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (!child.stdout) throw new Error(`The ${name} has no standard output.`);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    url = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
  });
  afterAll(async () => {
    const exited = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGTERM');
    await exited;
    if (existsSync(out)) rmSync(out, { recursive: true });
  });
  const visitor = (token = ''): Ask => {
    return async (line, body) => {
      const [method = 'GET', path = '/'] = line.split(' ');
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
    };
  };
  return {
    visitor,
    built: (file: string) => join(out, file),
    logIn: async (path: string, credentials: object): Promise<Ask> => {
      const { body } = await visitor()(`POST ${path}`, credentials);
      return visitor(String(body['token']));
    },
  };
}
