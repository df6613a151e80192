// Twenty whole runs of the command on a real monolith: 1 and 4 threads, cold and warm, four locales and time zones.
//   node bench/determinism.js CHECKOUT
// Prints how many distinct results there were. One is right.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 20;
const LOCALES = ['C', 'tr_TR.UTF-8', 'de_DE.UTF-8', 'ja_JP.UTF-8'];
const ZONES = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'];
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const [checkout] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'determinism-'));
const out = join(folder, 'analysis.json');
const hashes = new Map();
for (let run = 0; run < RUNS; run += 1) {
  const threads = run % 2 === 0 ? '1' : '4';
  const cache = run % 5 === 0 ? ['--no-cache'] : [];
  execFileSync(process.execPath, [bin, 'analyze', checkout, '--out', out, '--workers', threads, ...cache], {
    env: { ...process.env, LC_ALL: LOCALES[run % 4], TZ: ZONES[(run >> 2) % 4] },
    stdio: 'ignore',
  });
  const hash = createHash('sha256').update(readFileSync(out)).digest('hex').slice(0, 16);
  hashes.set(hash, (hashes.get(hash) ?? 0) + 1);
}
rmSync(folder, { recursive: true });
rmSync(join(checkout, '.banyan'), { recursive: true, force: true });
console.log(
  `${basename(checkout)}: ${hashes.size} distinct result(s) in ${RUNS} runs: ${[...hashes].map(([hash, count]) => `${hash} × ${count}`).join(', ')}`,
);
process.exitCode = hashes.size === 1 ? 0 : 1;
