import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { main } from '../cli/main.ts';
import { temporaryRepository } from './temporary-repository.ts';

test('watching tells what changed, survives a plan that is wrong for a moment, and ends on Ctrl-C', async () => {
  const plan = 'version: 1\nservices: { a: { modules: [a/**] }, b: { modules: [b/**] } }\n';
  const root = temporaryRepository({
    'banyan.yaml': plan,
    'a/x.ts': 'export const x = 1;\n',
    'b/y.ts': 'export const y = 1;\n',
  });
  const out: string[] = [];
  const told = (): string => out.join('');
  const interrupt = new AbortController();
  const done = main(['check', '--watch'], {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: () => undefined },
    env: {},
    cwd: root,
    interactive: false,
    color: false,
    columns: 80,
    now: () => 0,
    signal: interrupt.signal,
  });

  await vi.waitFor(() => expect(told()).toContain('No new breach of the plan.'), { timeout: 20_000 });
  // The watcher may not look at the folder yet, so the change is made again until it is seen.
  let times = 0;
  await vi.waitFor(
    () => {
      times += 1;
      writeFileSync(
        join(root, 'a/x.ts'),
        `import { y } from '../b/y';\nexport const x = y;\n${'\n'.repeat(times)}`,
      );
      expect(told()).toContain('new crossing: a uses y of b');
    },
    { timeout: 20_000, interval: 500 },
  );
  writeFileSync(join(root, 'banyan.yaml'), 'version: 1\nservises: {}\n');
  await vi.waitFor(() => expect(told()).toContain('Did you mean "services"?'), { timeout: 20_000 });
  interrupt.abort();

  expect(await done).toBe(0);
  expect(told().match(/new crossing/gu)).toHaveLength(1);
});
