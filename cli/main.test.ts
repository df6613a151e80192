import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Io } from './io.ts';
import { main } from './main.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(argv: string[], over: Partial<Io> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env: {},
    cwd: folder,
    interactive: false,
    color: false,
    columns: 80,
    now: () => 0,
    signal: new AbortController().signal,
    ...over,
  };
  const exitCode = await main(argv, io);
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

test('without a command shows help and succeeds', async () => {
  const { exitCode, stdout, stderr } = await run([]);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('Usage: banyan');
});

test('prints its version', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  { argv: ['analyse'], says: "unknown command 'analyse' (Did you mean analyze?)" },
  { argv: ['analyze', '--no-such'], says: "unknown option '--no-such'" },
  { argv: ['analyze', '--seed', 'x'], says: 'It takes a whole number' },
  { argv: ['analyze', 'a', 'b'], says: 'too many arguments' },
])('$argv is a usage error with a hint', async ({ argv, says }) => {
  const { exitCode, stdout, stderr } = await run(argv);

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).toContain('hint: ');
});

test.each([
  { root: 'missing', code: 'ROOT_NOT_FOUND' },
  { root: 'file.ts', code: 'ROOT_NOT_A_FOLDER' },
  { root: 'empty', code: 'NO_MODULES' },
])('$code ends with exit 2, one JSON document and a hint', async ({ root, code }) => {
  write({ 'file.ts': 'export {};', 'empty/readme.md': '' });

  const { exitCode, stdout, stderr } = await run(['analyze', root, '--json']);

  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: 1,
    command: 'analyze',
    ok: false,
    data: null,
    diagnostics: [{ severity: 'error', code, hint: expect.any(String) as string }],
  });
  expect(stderr).toContain(code);
});

test('names from the repository reach the terminal only in a printable form', async () => {
  write({ 'src/\u001b[2Jx\n\u202ey.ts': 'export const = {', 'src/a.ts': 'export {};' });

  const { stdout, stderr } = await run(['analyze', '.', '--no-history']);

  // oxlint-disable-next-line no-control-regex -- The controls are what must not be there.
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  expect(stdout).toContain('src/\\u{1b}[2Jx\\u{a}\\u{202e}y.ts:1');
});

test('the faults of a plan are a line each', async () => {
  write({ 'banyan.yaml': 'version: 1\nservices: { 2fa: {}, A: {} }\n' });

  const { stderr } = await run(['check', '--plan', join(folder, 'banyan.yaml')]);

  expect(stderr.split('\n').filter((line) => line.includes('must be lower case words'))).toHaveLength(2);
});

test('an interrupt ends with 130 and writes nothing', async () => {
  write({ 'src/a.ts': 'export {};' });
  const interrupt = new AbortController();
  interrupt.abort();

  const { exitCode, stdout } = await run(['analyze', '.', '--out', 'out.json'], { signal: interrupt.signal });

  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  expect(() => readFileSync(join(folder, 'out.json'))).toThrowError('ENOENT');
});

test('an output place that cannot be written is told, and an older analysis stays whole', async () => {
  write({ 'src/a.ts': 'export {};', 'out/analysis.json/in-the-way': '' });

  const { exitCode, stderr } = await run(['analyze', '.', '--no-history', '--out', 'out/analysis.json']);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^error CANNOT_WRITE: /u);
  expect(stderr).toContain('--out FILE');
});

test('a missing cruise is told with how to make one', async () => {
  write({ 'src/a.ts': 'export {};' });

  const { exitCode, stderr } = await run(['analyze', '.', '--from-depcruise', 'cruise.json']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('depcruise -T json');
});

test('our own bug ends with 3, says so, and shows the stack', async () => {
  const broken = {
    get aborted(): boolean {
      throw new TypeError('planted');
    },
  } as unknown as AbortSignal;
  write({ 'src/a.ts': 'export {};' });

  const { exitCode, stderr } = await run(['analyze', '.'], { signal: broken });

  expect(exitCode).toBe(3);
  expect(stderr).toContain('BUG');
  expect(stderr).toContain('Please report it');
});
