import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 20;
const TIMEOUT_MS = 600_000;

/**
 * Runs a command as a whole process. Wall and CPU seconds are bash's `time` (children included); the peak is the sum
 * of the resident memory of all its processes, sampled every 20 ms.
 */
export function measureProcess(command) {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', 'TIMEFORMAT="TIME %R %U %S"; time "$@"', 'bash', ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let out = '';
    let err = '';
    let peak = 0;
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    const sampler = setInterval(() => (peak = Math.max(peak, residentKilobytes(child.pid))), SAMPLE_MS);
    const timeout = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    child.on('close', (code) => {
      clearInterval(sampler);
      clearTimeout(timeout);
      const [, wall, user, sys] = /TIME ([\d.]+) ([\d.]+) ([\d.]+)/.exec(err) ?? [];
      resolve({ code, out, err, wall: Number(wall), cpu: Number(user) + Number(sys), peakMb: peak / 1024 });
    });
  });
}

/** The process and all that it started; a thread's memory is part of its process. */
function residentKilobytes(root) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statusOf);
  const open = [root];
  let sum = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { pid, parent, resident } of processes) {
      if (pid === at) sum += resident;
      if (parent === at) open.push(pid);
    }
  }
  return sum;
}

function statusOf(name) {
  try {
    const status = readFileSync(`/proc/${name}/status`, 'latin1');
    const parent = Number(/PPid:\s+(\d+)/.exec(status)?.[1]);
    return [{ pid: Number(name), parent, resident: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) }];
  } catch {
    return []; // Ended meanwhile.
  }
}
