import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

async function complete(...words: string[]): Promise<string[]> {
  const { stdout } = await runCli('.', ['completion', 'bash']);
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _banyan; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' })
    .split('\n')
    .filter((word) => word !== '');
}

test('bash completes commands, sub-commands, options and their values', async () => {
  expect(await complete('banyan', 'ana')).toEqual(['analyze']);
  expect(await complete('banyan', 'plan', 'm')).toEqual(['merge', 'move']);
  expect(await complete('banyan', 'plan', 'move', 'a.ts', '--t')).toEqual(['--to']);
  expect(await complete('banyan', 'check', '--format', 's')).toEqual(['sarif']);
  expect(await complete('banyan', 'check', '--aff')).toEqual(['--affected']);
});

test('other shells get a script as well; an unknown one is a usage error', async () => {
  expect((await runCli('.', ['completion', 'fish'])).stdout).toContain(
    "complete -c banyan -n 'not __fish_seen_subcommand_from",
  );
  expect((await runCli('.', ['completion', 'zsh'])).stdout).toContain('bashcompinit');
  expect((await runCli('.', ['completion', 'csh'])).exitCode).toBe(2);
});
