import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runProxy } from './life/run-proxy.ts';
import { runWorker } from './life/run-worker.ts';
import { isShadowThread, runShadowThread } from './shadow/engine/run-shadow-thread.ts';

/** Put in by the bundler. */
declare const BANYAN_VERSION: string | undefined;

const USAGE = `banyan proxy: every request to the right place, and none lost

  node proxy.mjs [--plan banyan.yaml] [--listen host:port]
                 [--admin host:port|off] [--workers n|auto]
                 [--access-log file|-|off] [--state folder]

  BANYAN_PLAN and BANYAN_STATE stand for --plan and --state. See docs/proxy.md.
`;

if (isShadowThread()) runShadowThread();
else if (cluster.isWorker) runWorker(fileURLToPath(import.meta.url));
else if (isBundle()) process.exitCode = await main(process.argv.slice(2));

/** Unbundled, this file is only what the command line's workers run. */
function isBundle(): boolean {
  return typeof BANYAN_VERSION === 'string';
}

/** The single-file proxy. Exit codes as the command line's: 0 ok, 2 usage or input, 3 our bug. */
async function main(argv: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        plan: { type: 'string', default: process.env['BANYAN_PLAN'] ?? 'banyan.yaml' },
        listen: { type: 'string' },
        admin: { type: 'string' },
        workers: { type: 'string' },
        'access-log': { type: 'string' },
        state: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    await runProxy({
      file: values.plan,
      state: values.state,
      flags: { ...values, accessLog: values['access-log'] },
      env: process.env,
      version: typeof BANYAN_VERSION === 'string' ? BANYAN_VERSION : '0.0.0',
      workerFile: fileURLToPath(import.meta.url),
      write: (text) => void process.stderr.write(text),
      signal: new AbortController().signal,
    });
    return 0;
  } catch (error) {
    return told(error as Error & { code?: unknown; hint?: unknown });
  }
}

function told(error: Error & { code?: unknown; hint?: unknown }): number {
  if (typeof error.code === 'string' && typeof error.hint === 'string') {
    process.stderr.write(`error ${error.code}: ${error.message}\n  hint: ${error.hint}\n`);
    return 2;
  }
  if (error.name === 'TypeError' && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`error USAGE: ${error.message}\n\n${USAGE}`);
    return 2;
  }
  process.stderr.write(`This is a bug in banyan. Please report it.\n${error.stack ?? error.message}\n`);
  return 3;
}
