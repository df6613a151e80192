import type { SkippedFile } from '../model/analysis.ts';

type Reason = SkippedFile['reason'];

const maxExamples = 5;

/** Collects what was set aside, so that a result can say how much it did not read and why. */
export class SkippedFiles {
  readonly #paths = new Map<Reason, string[]>();

  add(path: string, reason: Reason): void {
    const paths = this.#paths.get(reason);
    if (paths) paths.push(path);
    else this.#paths.set(reason, [path]);
  }

  /** Sorted by reason, with the first few paths of each by code unit. */
  list(): SkippedFile[] {
    return [...this.#paths.keys()].toSorted().map((reason) => {
      const paths = this.#paths.get(reason) ?? [];
      return { reason, count: paths.length, examples: paths.toSorted().slice(0, maxExamples) };
    });
  }
}
