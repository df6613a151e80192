// Load by compiled clients (Debian: wrk, nghttp2-client), so that the client is not what is measured.
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `core`: the processor that the client keeps to; `undefined`: any. */
export function clientsOn(core) {
  const started = async (command, args) => {
    const all = core === undefined ? [command, ...args] : ['taskset', '-c', String(core), command, ...args];
    return (await run(all[0], all.slice(1), { maxBuffer: 1 << 26 })).stdout;
  };
  return {
    /** Each connection asks again at once. */
    async full({ url, connections, seconds }) {
      const args = [
        '-t1',
        `-c${connections}`,
        `-d${seconds}s`,
        '--latency',
        '-H',
        'Cookie: sid=0123456789',
        url,
      ];
      const text = await started('wrk', args);
      const number = (form) => Number(form.exec(text)?.[1] ?? 0);
      return {
        perSecond: number(/Requests\/sec:\s+([\d.]+)/u),
        requests: number(/(\d+) requests in/u),
        failed: number(/Non-2xx or 3xx responses: (\d+)/u),
        p50: milliseconds(text, '50'),
        p99: milliseconds(text, '99'),
      };
    },
    /** Requests begin by the clock, `rate` a second over all connections. */
    async paced({ url, connections, seconds, rate, log }) {
      const args = [
        '--h1',
        '-t1',
        `-c${connections}`,
        `-D${seconds}`,
        `--rps=${Math.max(1, Math.round(rate / connections))}`,
      ];
      rmSync(log, { force: true });
      await started('h2load', [...args, '-H', 'Cookie: sid=0123456789', `--log-file=${log}`, url]);
      const rows = readFileSync(log, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t').map(Number));
      const times = rows.map(([, , time]) => time / 1000).toSorted((a, b) => a - b);
      return {
        perSecond: rows.length / seconds,
        requests: rows.length,
        failed: rows.filter(([, status]) => status !== 200).length,
        p50: times[Math.floor(times.length * 0.5)],
        p99: times[Math.floor(times.length * 0.99)],
      };
    },
  };
}

const UNITS = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(text, percent) {
  const [, value, unit] = new RegExp(`\\s${percent}%\\s+([\\d.]+)(us|ms|s)`, 'u').exec(text) ?? [];
  return Number(value) * (UNITS[unit] ?? Number.NaN);
}
