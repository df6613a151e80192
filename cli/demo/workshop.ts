import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import { DemoProcess } from './process.ts';

/** The folder that the demo works in and the processes that it started. Both are gone after `close`. */
export class Workshop {
  readonly folder: string;
  readonly #io: Io;
  readonly #processes: DemoProcess[] = [];

  constructor(io: Io) {
    this.#io = io;
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'banyan-demo-')));
    mkdirSync(join(this.folder, 'logs'));
  }

  /** The sources of the bookshop, copied, so that nothing is written into the package. */
  unpackBookshop(): string {
    const target = join(this.folder, 'bookshop');
    cpSync(packaged('fixtures/bookshop'), target, {
      recursive: true,
      filter: (path) => !/[/\\](?:\.banyan|node_modules|dist)$/u.test(path),
    });
    return target;
  }

  /** Starts one of the bundled applications. */
  startApp(name: 'bookshop' | 'orders' | 'shoppers', env: Readonly<Record<string, string>>): DemoProcess {
    return this.#start(name, [packaged(`dist/demo/${name}.mjs`)], env);
  }

  /** Starts a command of banyan that goes on running. */
  startBanyan(name: string, argv: readonly string[]): DemoProcess {
    return this.#start(name, [packaged('dist/cli/bin.js'), ...argv], {});
  }

  /** Ends every process at once: whatever was to be finished has been. */
  async close(): Promise<void> {
    await Promise.all(this.#processes.map((started) => started.stop()));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #start(name: string, argv: readonly string[], env: Readonly<Record<string, string>>): DemoProcess {
    const started = new DemoProcess({
      name,
      argv,
      cwd: join(this.folder, 'bookshop'),
      env: { ...this.#io.env, ...env, BANYAN_DEMO_FOLDER: this.folder },
      log: join(this.folder, 'logs', `${name}.log`),
    });
    this.#processes.push(started);
    return started;
  }
}

/** A file of the installed package: two folders up in the source, three in the build. */
export function packaged(path: string): string {
  for (const up of ['../../', '../../../']) {
    const place = fileURLToPath(new URL(`${up}${path}`, import.meta.url));
    if (existsSync(place)) return place;
  }
  throw new CliError(
    'CANNOT_READ',
    `${path} is missing from this installation.`,
    'Install banyan anew, or run "npm run build" in a checkout.',
  );
}
