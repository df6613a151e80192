import type { UpstreamSpec } from '../model/upstream.ts';
import { Upstream, type UpstreamOptions } from '../upstream/upstream.ts';

/** The upstreams of the present table. One whose settings did not change keeps its connections, breaker and queue. */
export class UpstreamRegistry {
  #current = new Map<string, Upstream>();
  readonly #options: UpstreamOptions;

  constructor(options: UpstreamOptions) {
    this.#options = options;
  }

  /** Makes what a new table needs and gives it by id; `commit` then lets go of what it no longer needs. */
  prepare(specs: readonly UpstreamSpec[]): { upstreamOf: (id: string) => Upstream; commit: () => void } {
    const next = new Map<string, Upstream>();
    for (const spec of specs) {
      const known = this.#current.get(spec.id);
      next.set(spec.id, known && sameSpec(known.spec, spec) ? known : new Upstream(spec, this.#options));
    }
    const commit = (): void => {
      for (const [id, upstream] of this.#current) if (next.get(id) !== upstream) upstream.retire();
      this.#current = next;
    };
    return { upstreamOf: (id) => next.get(id) as Upstream, commit };
  }

  all(): Iterable<Upstream> {
    return this.#current.values();
  }

  retireAll(): void {
    for (const upstream of this.#current.values()) upstream.retire();
  }
}

function sameSpec(a: UpstreamSpec, b: UpstreamSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
