import type { Endpoint } from '../../model/evidence.ts';

/** A segment of a declared path: a name, or something that takes any value. */
type Segment = { readonly name: string } | { readonly any: true };

interface Declared {
  readonly endpoint: Endpoint;
  readonly segments: readonly Segment[];
  /** Takes everything below as well. */
  readonly open: boolean;
  /** Names, more before fewer: the most literal declaration wins. */
  readonly names: number;
}

/** Finds the declared endpoint that an observed method and template belongs to. */
export class DeclaredPaths {
  readonly #closed = new Map<number, Declared[]>();
  readonly #open: Declared[] = [];

  /** Declarations of other protocols than HTTP are left out. */
  constructor(endpoints: readonly Endpoint[]) {
    for (const endpoint of endpoints) {
      if (endpoint.protocol !== 'http') continue;
      for (const path of withAndWithoutOptional(endpoint.path)) this.#add(declaredOf(endpoint, path));
    }
  }

  find(method: string, path: string): Endpoint | undefined {
    const segments = path.split('/').filter(Boolean);
    const fitting = [...(this.#closed.get(segments.length) ?? []), ...this.#open].filter(
      (declared) => takes(declared.endpoint, method) && fits(declared, segments),
    );
    return best(fitting)?.endpoint;
  }

  #add(declared: Declared): void {
    if (declared.open) {
      this.#open.push(declared);
      return;
    }
    const same = this.#closed.get(declared.segments.length);
    if (same) same.push(declared);
    else this.#closed.set(declared.segments.length, [declared]);
  }
}

/** `/a/:b?` is `/a` and `/a/:b`. */
function withAndWithoutOptional(path: string): readonly string[] {
  if (!path.includes('?')) return [path];
  const whole = path.replaceAll('?', '');
  return [whole, path.replaceAll(/\/[^/]*\?/gu, '')];
}

function declaredOf(endpoint: Endpoint, path: string): Declared {
  const raw = path.split('/').filter(Boolean);
  const open = /^(?:\*|\(\.\*\)|:[^/]*\*|\{\*.*\})/u.test(raw.at(-1) ?? '');
  const segments = (open ? raw.slice(0, -1) : raw).map((segment): Segment =>
    /[:*({[]/u.test(segment) ? { any: true } : { name: segment.toLowerCase() },
  );
  return { endpoint, segments, open, names: segments.filter((segment) => 'name' in segment).length };
}

/** HEAD is answered by what answers GET. */
function takes({ method }: Endpoint, asked: string): boolean {
  return method === 'ALL' || method === asked || (asked === 'HEAD' && method === 'GET');
}

function fits({ segments, open }: Declared, observed: readonly string[]): boolean {
  if (open ? observed.length < segments.length : observed.length !== segments.length) return false;
  return segments.every((segment, at) => 'any' in segment || segment.name === observed[at]?.toLowerCase());
}

function best(fitting: readonly Declared[]): Declared | undefined {
  return fitting.toSorted(
    (a, b) =>
      Number(a.open) - Number(b.open) || b.names - a.names || (a.endpoint.id < b.endpoint.id ? -1 : 1),
  )[0];
}
