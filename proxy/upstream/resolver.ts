import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** `dns.lookup` with all addresses: whatever the machine's own resolver says, hosts file included. */
export type LookupAll = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

interface Known {
  addresses: LookupAddress[];
  at: number;
}

type Waiter = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/**
 * Names to addresses. What was once known is used while it is looked up anew, so a slow or failing name server never
 * stands in the way of a request; a name that vanishes keeps its last good addresses.
 */
export class Resolver {
  readonly #lookup: LookupAll;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, Waiter[]>();
  #turn = 0;

  constructor(lookup: LookupAll, now: () => number) {
    this.#lookup = lookup;
    this.#now = now;
  }

  /** For `net.connect`. */
  readonly lookup: LookupFunction = (name, options, done) => {
    this.#resolve(name, (error, addresses) => answer(error, this.#rotate(addresses), { options, done }));
  };

  /** Looks a name up again where it was last asked more than `maxAge` milliseconds ago; tells the addresses it has now. */
  refresh(name: string, maxAge: number, changed: (addresses: ReadonlySet<string>) => void): void {
    const known = this.#known.get(name);
    if (known === undefined || this.#now() - known.at < maxAge || this.#waiting.has(name)) return;
    this.#ask(name, (error, addresses) => {
      if (error === null) changed(new Set(addresses.map(({ address }) => address)));
    });
  }

  #resolve(name: string, done: Waiter): void {
    const known = this.#known.get(name);
    if (known === undefined) this.#ask(name, done);
    else process.nextTick(done, null, known.addresses);
  }

  #ask(name: string, done: Waiter): void {
    const waiting = this.#waiting.get(name);
    if (waiting) {
      waiting.push(done);
      return;
    }
    this.#waiting.set(name, [done]);
    this.#lookup(name, (error, found) => {
      const addresses = error === null ? found : []; // node passes nothing beside an error.
      const known = this.#known.get(name);
      if (error === null && addresses.length > 0) this.#known.set(name, { addresses, at: this.#now() });
      else if (known) known.at = this.#now();
      const waiters = this.#waiting.get(name) ?? [];
      this.#waiting.delete(name);
      for (const waiter of waiters) waiter(error, addresses);
    });
  }

  /** Another address first each time, so that new connections spread. */
  #rotate(addresses: LookupAddress[]): LookupAddress[] {
    if (addresses.length < 2) return addresses;
    const start = this.#turn++ % addresses.length;
    return [...addresses.slice(start), ...addresses.slice(0, start)];
  }
}

interface Asked {
  readonly options: LookupOptions;
  readonly done: Parameters<LookupFunction>[2];
}

function answer(
  error: NodeJS.ErrnoException | null,
  addresses: LookupAddress[],
  { options, done }: Asked,
): void {
  const first = addresses[0];
  if (error !== null || first === undefined) {
    done(error ?? Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
  } else if (options.all === true) done(null, addresses);
  else done(null, first.address, first.family);
}
