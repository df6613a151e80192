import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInterface, type Interface } from 'node:readline';
import { CliError } from '../cli-error.ts';

export interface ProcessSpec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where what it says on stderr is kept. */
  readonly log: string;
}

const STARTING_MS = 20_000;
const LAST_WORDS = 8;

/** A process of the demo. It is in no group of the terminal's, so Ctrl-C reaches the demo alone, which ends it in order. */
export class DemoProcess {
  readonly #child: ChildProcess;
  readonly #name: string;
  /** The last lines that it said on stderr: why it ended, if it does. */
  readonly #lastWords: string[] = [];
  readonly lines: Interface;
  readonly errorLines: Interface;

  constructor({ name, argv, cwd, env, log }: ProcessSpec) {
    const leash = fileURLToPath(new URL('./leash.js', import.meta.url));
    this.#name = name;
    const kept = createWriteStream(log, { flags: 'a' });
    kept.on('error', () => undefined); // The folder may be gone before the last line.
    this.#child = spawn(process.execPath, ['--import', leash, ...argv], {
      cwd,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    if (!stdin || !stdout || !stderr) throw new Error(`${name} has no pipes.`);
    stdin.on('error', () => undefined); // Ends with the process.
    stderr.pipe(kept);
    this.lines = createInterface(stdout);
    this.errorLines = createInterface(stderr);
    this.errorLines.on('line', (line) => {
      this.#lastWords.push(line.trim());
      if (this.#lastWords.length > LAST_WORDS) this.#lastWords.shift();
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first line on `lines` that `pick` makes something of. Throws where the process ends, or says nothing in time. */
  async said<T>(pick: (line: string) => T | undefined, lines: Interface = this.lines): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        done();
        reject(this.#failed(why));
      };
      const hear = (line: string): void => {
        const found = pick(line);
        if (found === undefined) return;
        done();
        resolve(found);
      };
      const ended = (): void => fail('ended before it was ready');
      const timer = setTimeout(() => fail('was not ready in 20 s'), STARTING_MS);
      const done = (): void => {
        clearTimeout(timer);
        lines.off('line', hear);
        this.#child.off('exit', ended);
      };
      lines.on('line', hear);
      this.#child.once('exit', ended);
    });
  }

  #failed(why: string): CliError {
    const words = this.#lastWords.filter((line) => line !== '').join(' | ');
    return new CliError(
      'DEMO_FAILED',
      `The ${this.#name} ${why}.`,
      words === '' ? 'It said nothing. Run the demo again.' : `It said: ${words}`,
    );
  }

  /** Asks it to end, and waits until it has; what does not listen is killed. */
  async stop(patienceMs = 3000): Promise<void> {
    if (!this.isRunning) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    await exited;
    clearTimeout(timer);
  }

  /** As the kernel does when memory runs out. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
