import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The built command in a process of its own: what only a real process can show.
const bin = resolve('dist/cli/bin.js');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-process-'));
  mkdirSync(join(folder, 'src'));
  for (let index = 0; index < 100; index += 1) {
    writeFileSync(
      join(folder, `src/m${index}.ts`),
      `import './m${(index + 1) % 100}';\nexport const m${index} = 1;\n`,
    );
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('Ctrl-C in the middle ends with 130 and leaves no file', () => {
  // A git that interrupts whoever asks it for history: the moment is certain, without any waiting.
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/git'), '#!/bin/sh\nkill -INT $PPID\nexec sleep 60\n');
  chmodSync(join(folder, 'bin/git'), 0o755);
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };

  const { status, stderr } = spawnSync(process.execPath, [bin, 'analyze', folder, '--no-cache'], {
    env,
    encoding: 'utf8',
  });

  expect({ status, stderr }).toEqual({
    status: 130,
    stderr: 'error INTERRUPTED: Stopped before the analysis was done.\n  hint: Nothing was written.\n',
  });
  expect(existsSync(join(folder, '.banyan'))).toBe(false);
});

test('a full disk is told, the older analysis stays whole, no temporary file is left', () => {
  const out = join(folder, '.banyan/analysis.json');
  execFileSync(process.execPath, [bin, 'analyze', folder, '--no-history', '--no-cache'], { stdio: 'ignore' });
  const before = readFileSync(out, 'utf8');

  // A limit on the size of files (in blocks of 1,024 bytes) fails the write half-way, as a full disk does.
  const command = `ulimit -f 4; exec "$0" "$@"`;
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', command, process.execPath, bin, 'analyze', folder, '--no-history'],
    {
      encoding: 'utf8',
    },
  );

  expect(status).toBe(2);
  expect(stderr).toContain('error CANNOT_WRITE: ');
  expect(readFileSync(out, 'utf8')).toBe(before);
  expect(readdirSync(join(folder, '.banyan'))).toEqual(['analysis.json', 'cache']);
});

test('a folder that takes no file is told, and the analysis is not lost to a stack trace', () => {
  // To the superuser no folder is read-only by its rights; that of the kernel's processes is.
  const isRoot = process.getuid?.() === 0;
  const closed = isRoot && existsSync('/proc/self') ? '/proc' : join(folder, 'closed');
  if (closed !== '/proc') mkdirSync(closed, { mode: 0o555 });
  const given = [bin, 'analyze', folder, '--no-history', '--out', join(closed, 'analysis.json')];

  const { status, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8' });

  expect(status).toBe(2);
  expect(stderr).toMatch(/^error CANNOT_WRITE: .*analysis\.json.*\n {2}hint: /mu);
  expect(stderr).not.toContain('    at ');
});

test('a reader that goes away is no fault', async () => {
  const child = spawn(process.execPath, [bin, 'analyze', folder, '--no-history', '--no-cache', '--json']);
  child.stdout.destroy();

  const [code, stderr] = await ended(child);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('without a terminal there is no colour and no progress', () => {
  const env = uncoloured();
  const argv = [bin, 'analyze', folder, '--no-history'];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env });

  expect(stdout).not.toContain('\u001b');
  expect(stderr).toBe('');
});

test('FORCE_COLOR colours a pipe, NO_COLOR nothing', () => {
  expect([coloured({ FORCE_COLOR: '1' }), coloured({ NO_COLOR: '1' })]).toEqual([true, false]);
});

/** A test runner sets these for its own sake, and so may whoever runs it. */
function uncoloured(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env['FORCE_COLOR'];
  delete env['NO_COLOR'];
  return env;
}

function coloured(env: Record<string, string>): boolean {
  const argv = [bin, 'analyze', folder, '--no-history'];
  return execFileSync(process.execPath, argv, {
    encoding: 'utf8',
    env: { ...uncoloured(), ...env },
  }).includes('\u001b[');
}

function ended(child: ReturnType<typeof spawn>): Promise<[code: number | null, stderr: string]> {
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) => child.on('close', (code) => done([code, stderr])));
}
