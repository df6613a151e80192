import { readFile } from 'node:fs/promises';

/**
 * Notices that a file's text has changed, by reading it: swaps of symbolic links as Kubernetes does them, renames over
 * it, an unchanged modification time and network file systems are all the same to that.
 */
export class PlanWatch {
  readonly #file: string;
  readonly #changed: (text: string) => void;
  readonly #lost: (error: NodeJS.ErrnoException) => void;
  readonly #timer: NodeJS.Timeout;
  #text: string;
  #missing = false;
  #reading = false;

  constructor(file: string, text: string, on: PlanWatchEvents) {
    this.#file = file;
    this.#text = text;
    this.#changed = on.changed;
    this.#lost = on.lost;
    this.#timer = setInterval(() => void this.look(), on.everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks now. */
  async look(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      const text = await readFile(this.#file, 'utf8');
      const news = text !== this.#text || this.#missing;
      this.#missing = false;
      this.#text = text;
      if (news) this.#changed(text);
    } catch (error) {
      if (!this.#missing) this.#lost(error as NodeJS.ErrnoException);
      this.#missing = true;
    } finally {
      this.#reading = false;
    }
  }
}

export interface PlanWatchEvents {
  readonly changed: (text: string) => void;
  /** The file cannot be read; told once until it can be again. */
  readonly lost: (error: NodeJS.ErrnoException) => void;
  readonly everyMs: number;
}
